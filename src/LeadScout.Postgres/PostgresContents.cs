using System.Runtime.CompilerServices;
using System.Text;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Messages;
using LeadScout.Postgres.Service;
using LeadScout.Questions;
using LeadScout.Stores;
using Npgsql;
using NpgsqlTypes;

namespace LeadScout.Postgres;

/// <summary>
/// A database's tables, row by row. They are read over one connection, which keeps others from writing to the source and from filling the target.
/// </summary>
internal sealed class PostgresContents(NpgsqlDataSource source, Transactions transactions, string name) : IStoreContents
{
    private const long FillLock = 0x4C456165; // the one after that of migrations

    private static readonly string Tables = string.Join(", ", StoredTable.All.Select(table => table.Name));

    private NpgsqlConnection? _connection;

    /// <inheritdoc/>
    public bool KeepsZeroCharacters => false;

    /// <inheritdoc/>
    public async Task<string> IdentityAsync(CancellationToken cancellationToken) => (string)(await ReadAsync(
        connection => connection.ValueAsync("SELECT pg_postmaster_start_time() || ' ' || oid FROM pg_database WHERE datname = current_database()"),
        cancellationToken).ConfigureAwait(false))!;

    /// <inheritdoc/>
    public Task<string?> UnfinishedAsync(CancellationToken cancellationToken) =>
        ReadAsync(connection => SettingTable.FindAsync(connection, UnfinishedCopy.SettingName), cancellationToken);

    /// <inheritdoc/>
    public Task BeginAsync(string copyOf, CancellationToken cancellationToken) =>
        transactions.WriteAsync(connection => SettingTable.SetAsync(connection, UnfinishedCopy.SettingName, copyOf), cancellationToken);

    /// <inheritdoc/>
    public Task<IAsyncDisposable> HoldAsync(CancellationToken cancellationToken) => ConnectedAsync(
        async connection =>
        {
            await KeyHoldTable.EndDeadAsync(connection, key: null, TimeSpan.Zero).ConfigureAwait(false);
            await RequireAtRestAsync(connection).ConfigureAwait(false);
            try
            {
                await connection.RunAsync(
                    $"""
                    BEGIN;
                    SET LOCAL idle_in_transaction_session_timeout = 0;
                    SET LOCAL statement_timeout = 0;
                    SET LOCAL lock_timeout = '10s';
                    LOCK TABLE {Tables} IN SHARE MODE
                    """,
                    cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
            {
                throw InUse(e);
            }

            await RequireAtRestAsync(connection).ConfigureAwait(false); // who came before the lock
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IAsyncDisposable> ReserveAsync(CancellationToken cancellationToken) => ConnectedAsync(
        async connection =>
        {
            if (!(bool)(await connection.ValueAsync("SELECT pg_try_advisory_lock(@key)", ("key", FillLock)).ConfigureAwait(false))!)
            {
                throw new BadInputException("store-in-use", $"Another process is copying to {name}. Wait until it ends.");
            }

            // Whole tables are read to look and to verify: a limit that the role has for each statement would end a long copy each time.
            await connection.RunAsync("SET statement_timeout = 0; SET idle_session_timeout = 0", cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<long> CountAsync(StoredTable table, CancellationToken cancellationToken) => Explained(
        () => _connection!.WholeAsync($"SELECT count(*) FROM {table.Name}{WhereOf(table)}"));

    /// <inheritdoc/>
    public async IAsyncEnumerable<object?[]> ReadAsync(StoredTable table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var keys = table.Columns.Take(table.Keys).Select(column => $"\"{column.Name}\"{(column.Kind == StoredKind.Text ? " COLLATE \"C\"" : "")}");
        await using var command = new NpgsqlCommand(
            $"SELECT {string.Join(", ", table.Columns.Select(ReadingOf))} FROM {table.Name}{WhereOf(table)} ORDER BY {string.Join(", ", keys)}", _connection);
        await using var reader = await Explained(() => command.ExecuteReaderAsync(cancellationToken)).ConfigureAwait(false);
        while (await Explained(() => reader.ReadAsync(cancellationToken)).ConfigureAwait(false))
        {
            yield return RowOf(reader, table);
        }
    }

    /// <inheritdoc/>
    public async Task AppendAsync(StoredTable table, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken)
    {
        try
        {
            await transactions.WriteAsync(
                connection => table.Name == StoredTable.Log
                    ? connection.RunAsync("UPDATE log SET position = @position", ("position", rows[0][0]))
                    : CopyAsync(connection, table, rows),
                cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState is ['2', '2' or '3', ..])
        {
            throw new BadInputException(
                "store-unusable",
                $"{name} can't hold a row of the table {table.Name} ({e.MessageText}). Examine the source with {UserAction.ExamineStore}.",
                e);
        }
    }

    /// <inheritdoc/>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        await transactions.WriteAsync(
            async connection =>
            {
                await connection.RunAsync(
                    """
                    SELECT setval('call_id', coalesce(max(id), 1), max(id) IS NOT NULL) FROM call;
                    SELECT setval(pg_get_serial_sequence('failed_text', 'position'), coalesce(max(position), 1), max(position) IS NOT NULL) FROM failed_text;
                    SELECT setval(pg_get_serial_sequence('settlement', 'id'), coalesce(max(id), 1), max(id) IS NOT NULL) FROM settlement;
                    SELECT setval(pg_get_serial_sequence('activity', 'position'), coalesce(max(position), 1), max(position) IS NOT NULL) FROM activity;
                    SELECT setval(pg_get_serial_sequence('vector', 'place'), coalesce(max(place), 1), max(place) IS NOT NULL) FROM vector
                    """).ConfigureAwait(false);
                return await SettingTable.SetAsync(connection, UnfinishedCopy.SettingName, null).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        await Explained(() => _connection!.RunAsync($"ANALYZE {Tables}")).ConfigureAwait(false); // the first job would be planned for empty tables
    }

    private static string WhereOf(StoredTable table) => table.Name switch
    {
        StoredTable.Log => " WHERE position > 0",
        "setting" => $" WHERE name <> '{UnfinishedCopy.SettingName}'",
        _ => "",
    };

    private static string ReadingOf(StoredColumn column) => column.Kind switch
    {
        StoredKind.Small or StoredKind.Medium => $"\"{column.Name}\"::bigint",
        StoredKind.Flag => $"\"{column.Name}\"::integer::bigint",
        StoredKind.Json => $"\"{column.Name}\"::text",
        _ => $"\"{column.Name}\"",
    };

    private static object?[] RowOf(NpgsqlDataReader reader, StoredTable table)
    {
        var row = new object?[table.Columns.Length];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = reader.IsDBNull(i) ? null : table.Columns[i].Kind switch
            {
                StoredKind.Text or StoredKind.Json => reader.GetString(i),
                StoredKind.Lead => Encoding.UTF8.GetString(reader.Bytes(i)),
                StoredKind.Bytes => reader.Bytes(i),
                StoredKind.Real => reader.GetDouble(i),
                _ => reader.GetInt64(i),
            };
        }

        return row;
    }

    private static async Task<int> CopyAsync(NpgsqlConnection connection, StoredTable table, IReadOnlyList<object?[]> rows)
    {
        var columns = string.Join(", ", table.Columns.Select(column => $"\"{column.Name}\""));
        await using var copy = await connection.BeginBinaryImportAsync($"COPY {table.Name} ({columns}) FROM STDIN (FORMAT BINARY)").ConfigureAwait(false);
        foreach (var row in rows)
        {
            await copy.StartRowAsync().ConfigureAwait(false);
            for (var i = 0; i < row.Length; i++)
            {
                await (row[i] is { } value ? WriteAsync(copy, table.Columns[i].Kind, value) : copy.WriteNullAsync()).ConfigureAwait(false);
            }
        }

        return (int)await copy.CompleteAsync().ConfigureAwait(false);
    }

    private static Task WriteAsync(NpgsqlBinaryImporter copy, StoredKind kind, object value) => kind switch
    {
        StoredKind.Small => copy.WriteAsync((short)(long)value, NpgsqlDbType.Smallint),
        StoredKind.Medium => copy.WriteAsync((int)(long)value, NpgsqlDbType.Integer),
        StoredKind.Whole or StoredKind.Place => copy.WriteAsync((long)value, NpgsqlDbType.Bigint),
        StoredKind.Real => copy.WriteAsync((double)value, NpgsqlDbType.Double),
        StoredKind.Flag => copy.WriteAsync((long)value != 0, NpgsqlDbType.Boolean),
        StoredKind.Text => copy.WriteAsync(StoredValue.Storable((string)value), NpgsqlDbType.Text),
        StoredKind.Json => copy.WriteAsync((string)value, NpgsqlDbType.Json),
        StoredKind.Lead => copy.WriteAsync(Encoding.UTF8.GetBytes((string)value), NpgsqlDbType.Bytea),
        StoredKind.Bytes => copy.WriteAsync((byte[])value, NpgsqlDbType.Bytea),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>A job at work would go on in the source, and a text in flight would be answered there.</summary>
    private async Task RequireAtRestAsync(NpgsqlConnection connection)
    {
        var held = await connection.RowsAsync(
            $"SELECT job, held_by FROM job_lease WHERE holder IS NOT NULL AND {LeaseTable.IsAlive} ORDER BY job LIMIT 1",
            row => (Job: new JobId(row.Text(0)), By: row.Text(1))).ConfigureAwait(false);
        if (held is [var (job, by)])
        {
            throw new JobHeldException(
                job, UserMessage.Of($"Job {job} of {name} is at work: {by}. Wait until it ends, or stop it there; then run the same command again."));
        }

        if ((bool)(await connection.ValueAsync(
            $"SELECT EXISTS (SELECT 1 FROM claim WHERE {LeaseTable.ClaimantIsAlive}) OR EXISTS (SELECT 1 FROM key_hold)").ConfigureAwait(false))!)
        {
            throw InUse(null);
        }
    }

    private BadInputException InUse(Exception? cause) => new(
        "store-in-use", $"Another process is asking or writing in {name}. Stop it, or wait until it ends; then run the same command again.", cause);

    private async Task<IAsyncDisposable> ConnectedAsync(Func<NpgsqlConnection, Task> begin, CancellationToken cancellationToken)
    {
        var connection = await Explained(() => source.OpenConnectionAsync(cancellationToken).AsTask()).ConfigureAwait(false);
        try
        {
            await Explained(async () =>
            {
                await begin(connection).ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false);
            return _connection = connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private Task<T> ReadAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken) =>
        transactions.ReadAsync(work, cancellationToken);

    private async Task<T> Explained<T>(Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (PostgresException e) when (PostgresFault.Explain(name, e) is { } message)
        {
            throw new BadInputException("store-unusable", message, e);
        }
        catch (Exception e) when (Transactions.IsLost(e))
        {
            throw PostgresFault.Away(name, e);
        }
    }
}
