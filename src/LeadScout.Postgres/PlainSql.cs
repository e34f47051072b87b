using System.Diagnostics.CodeAnalysis;
using LeadScout.Stores;
using Npgsql;
using NpgsqlTypes;

namespace LeadScout.Postgres;

/// <summary>Statements, their parameters and their rows, by hand. The driver prepares by itself what is run again and again.</summary>
internal static class PlainSql
{
    /// <summary>Runs a statement, or several.</summary>
    /// <returns>How many rows they changed.</returns>
    public static Task<int> RunAsync(this NpgsqlConnection connection, string sql, params (string Name, object? Value)[] parameters) =>
        connection.RunAsync(sql, CancellationToken.None, parameters);

    /// <inheritdoc cref="RunAsync(NpgsqlConnection, string, ValueTuple{string, object?}[])"/>
    public static async Task<int> RunAsync(
        this NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters)
    {
        await using var command = CommandOf(connection, sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The first value of the first row, or null.</summary>
    public static Task<object?> ValueAsync(
        this NpgsqlConnection connection, string sql, params (string Name, object? Value)[] parameters) =>
        connection.ValueAsync(sql, CancellationToken.None, parameters);

    /// <inheritdoc cref="ValueAsync(NpgsqlConnection, string, ValueTuple{string, object?}[])"/>
    public static async Task<object?> ValueAsync(
        this NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters)
    {
        await using var command = CommandOf(connection, sql, parameters);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is { } value and not DBNull ? value : null;
    }

    /// <summary>The first value of the first row, a whole number.</summary>
    public static async Task<long> WholeAsync(
        this NpgsqlConnection connection, string sql, params (string Name, object? Value)[] parameters) =>
        (long)(await connection.ValueAsync(sql, parameters).ConfigureAwait(false))!;

    /// <summary>Every row, as the reader of one makes it.</summary>
    public static async Task<List<T>> RowsAsync<T>(
        this NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, params (string Name, object? Value)[] parameters)
    {
        await using var command = CommandOf(connection, sql, parameters);
        await using var row = await command.ExecuteReaderAsync().ConfigureAwait(false);
        var rows = new List<T>();
        while (await row.ReadAsync().ConfigureAwait(false))
        {
            rows.Add(read(row));
        }

        return rows;
    }

    public static string Text(this NpgsqlDataReader row, int column) => row.GetString(column);

    public static string? TextOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static long Whole(this NpgsqlDataReader row, int column) => row.GetInt64(column);

    public static long? WholeOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    public static byte[] Bytes(this NpgsqlDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    [SuppressMessage("Security", "CA2100", Justification = "Callers pass constants.")]
    private static NpgsqlCommand CommandOf(NpgsqlConnection connection, string sql, (string Name, object? Value)[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var (name, given) in parameters)
        {
            command.Parameters.Add(given switch
            {
                null => new NpgsqlParameter(name, DBNull.Value),
                string text => new NpgsqlParameter(name, NpgsqlDbType.Text) { Value = StoredValue.Storable(text) },
                _ => new NpgsqlParameter(name, given),
            });
        }

        return command;
    }
}
