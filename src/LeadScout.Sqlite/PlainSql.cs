using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite;

/// <summary>The few statements of every start, without a mapper: loading and warming one takes longer than all of them.</summary>
internal static class PlainSql
{
    /// <summary>Runs a statement.</summary>
    public static void Run(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = CommandOf(connection, sql);
        foreach (var (name, given) in parameters)
        {
            command.Parameters.AddWithValue(name, given);
        }

        command.ExecuteNonQuery();
    }

    /// <summary>The first value of the first row, or null.</summary>
    public static object? Value(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = CommandOf(connection, sql);
        foreach (var (name, given) in parameters)
        {
            command.Parameters.AddWithValue(name, given);
        }

        return command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }

    [SuppressMessage("Security", "CA2100", Justification = "Callers pass constants.")]
    private static SqliteCommand CommandOf(SqliteConnection connection, string sql) => new(sql, connection);
}
