using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite;

/// <summary>
/// Statements, their parameters and their rows, by hand: a mapper that reflects takes longer to load and to warm than all that a start asks,
/// and does not survive trimming.
/// </summary>
internal static class PlainSql
{
    /// <summary>Runs a statement, or several.</summary>
    /// <returns>How many rows they changed.</returns>
    public static int Run(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = CommandOf(connection, sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>The first value of the first row, or null.</summary>
    public static object? Value(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = CommandOf(connection, sql, parameters);
        return command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }

    /// <summary>The first value of the first row, a whole number.</summary>
    public static long Whole(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        (long)connection.Value(sql, parameters)!;

    /// <summary>Every row, as the reader of one makes it.</summary>
    public static List<T> Rows<T>(
        this SqliteConnection connection, string sql, Func<SqliteDataReader, T> read,
        params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = CommandOf(connection, sql, parameters);
        using var row = command.ExecuteReader();
        var rows = new List<T>();
        while (row.Read())
        {
            rows.Add(read(row));
        }

        return rows;
    }

    // The driver's own readers turn what a column can't hold into something that it can; a cast says that the file is damaged.

    public static string Text(this SqliteDataReader row, int column) => (string)row.GetValue(column);

    public static string? TextOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.Text(column);

    public static long Whole(this SqliteDataReader row, int column) => (long)row.GetValue(column);

    public static long? WholeOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.Whole(column);

    public static byte[] Bytes(this SqliteDataReader row, int column) => (byte[])row.GetValue(column);

    [SuppressMessage("Security", "CA2100", Justification = "Callers pass constants.")]
    private static SqliteCommand CommandOf(
        SqliteConnection connection, string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = new SqliteCommand(sql, connection);
        foreach (var (name, given) in parameters)
        {
            command.Parameters.AddWithValue(name, given ?? DBNull.Value);
        }

        return command;
    }
}
