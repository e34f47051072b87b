using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Sqlite.Disk;
using LeadScout.Stores;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite;

/// <summary>
/// A file's tables, row by row, under the names that all stores share: some have other names here, answers have checksums, and models of vectors
/// a table of their own.
/// </summary>
/// <param name="store">Whoever has the file to write keeps others from writing.</param>
internal sealed class SqliteContents(SqliteStore store) : IStoreContents
{
    private Database Database => store.Database;

    /// <inheritdoc/>
    public bool KeepsZeroCharacters => true;

    /// <inheritdoc/>
    public Task<string> IdentityAsync(CancellationToken cancellationToken) => Task.FromResult(Path.GetFullPath(Database.Path));

    /// <inheritdoc/>
    public Task<string?> UnfinishedAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Database.Read(connection => SettingTable.Find(connection, UnfinishedCopy.SettingName)));

    /// <inheritdoc/>
    public Task BeginAsync(string copyOf, CancellationToken cancellationToken) =>
        Task.FromResult(Database.Write(connection => SettingTable.Set(connection, UnfinishedCopy.SettingName, copyOf)));

    /// <inheritdoc/>
    public async Task<IAsyncDisposable> HoldAsync(CancellationToken cancellationToken)
    {
        if (!Database.HasWriter || Database.IsWriter)
        {
            return NothingHeld.Instance;
        }

        // A job that was killed is interrupted, as long as nobody writes; who writes may be at work on it.
        var running = (await store.ListAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(job => job.State == JobState.Running);
        throw running is null
            ? new BadInputException("store-in-use", $"{Database.Path} is in use by another LeadScout, which may write to it. Stop that, and run the same command again.")
            : new JobHeldException(
                running.Id, UserMessage.Of($"Job {running.Id} of {Database.Path} is at work. Wait until it ends, or stop it; then run the same command again."));
    }

    /// <inheritdoc/>
    public Task<IAsyncDisposable> ReserveAsync(CancellationToken cancellationToken) => Task.FromResult<IAsyncDisposable>(NothingHeld.Instance);

    /// <inheritdoc/>
    public Task<long> CountAsync(StoredTable table, CancellationToken cancellationToken) =>
        Task.FromResult(Database.Read(connection => connection.Whole($"SELECT count(*) FROM ({SelectOf(table)})")));

    /// <inheritdoc/>
    public async IAsyncEnumerable<object?[]> ReadAsync(StoredTable table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (table.Name == StoredTable.Answer)
        {
            await foreach (var answer in store.ReadAllAsync(null, cancellationToken).ConfigureAwait(false)) // which looks for damage, too
            {
                yield return RowOf(answer);
            }

            yield break;
        }

        using var command = Database.Explained(() => CommandOf(SelectOf(table)));
        using var reader = Database.Explained(() => command.ExecuteReader());
        while (Database.Explained(reader.Read))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Database.Explained(() => RowOf(reader, table));
        }
    }

    /// <inheritdoc/>
    public Task AppendAsync(StoredTable table, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken)
    {
        Database.Write(connection => table.Name switch
        {
            StoredTable.Answer => AppendAnswers(rows),
            "vector" => Append(
                "INSERT INTO vector (text_key, model, rowid, at, vector) VALUES (@p0, (SELECT id FROM vector_model WHERE name = @p1), @p2, @p3, @p4)",
                Named(connection, rows)),
            _ => Append(InsertOf(table), rows),
        });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task FinishAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Database.Write(connection => SettingTable.Set(connection, UnfinishedCopy.SettingName, null)));

    private static string SelectOf(StoredTable table) => table.Name switch
    {
        StoredTable.Log => "SELECT seq FROM sqlite_sequence WHERE name = 'answer' AND seq > 0",
        "setting" => $"SELECT name, value FROM setting WHERE name NOT IN ('{UnfinishedCopy.SettingName}', '{LogPlace.SettingName}') ORDER BY name",
        "retraction" => """SELECT answer, question, retraction."by", retraction.at FROM retraction JOIN answer ON position = answer ORDER BY answer""",
        "vector" => "SELECT text_key, name, vector.rowid, at, vector FROM vector JOIN vector_model ON id = model ORDER BY text_key, name",
        _ => $"SELECT {ColumnsOf(table)} FROM {NameOf(table)} ORDER BY {string.Join(", ", table.Columns.Take(table.Keys).Select(column => NameOf(table, column)))}",
    };

    private static string InsertOf(StoredTable table) => table.Name switch
    {
        StoredTable.Log => "INSERT INTO sqlite_sequence (name, seq) VALUES ('answer', @p0)",
        "retraction" => """INSERT INTO retraction (answer, "by", at) VALUES (@p0, @p2, @p3)""",
        _ => $"INSERT INTO {NameOf(table)} ({ColumnsOf(table)}) VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"@p{i}"))})",
    };

    private static string ColumnsOf(StoredTable table) => string.Join(", ", table.Columns.Select(column => NameOf(table, column)));

    // Names from before the words of today.
    private static string NameOf(StoredTable table) => table.Name switch
    {
        "activity" => "deed",
        "idempotent_response" => "repeat",
        var name => name,
    };

    private static string NameOf(StoredTable table, StoredColumn column) => (table.Name, column.Name) switch
    {
        ("api_key", "spending_limit_nanodollars") => "purse_nanodollars",
        var (_, name) => $"\"{name}\"",
    };

    private static object?[] RowOf(SqliteDataReader reader, StoredTable table)
    {
        var row = new object?[table.Columns.Length];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = reader.IsDBNull(i) ? null : table.Columns[i].Kind switch
            {
                StoredKind.Text or StoredKind.Json or StoredKind.Lead => reader.Text(i),
                StoredKind.Bytes => reader.Bytes(i),
                StoredKind.Real => reader.GetDouble(i),
                _ => reader.Whole(i),
            };
        }

        return row;
    }

    private static object?[] RowOf(Answer answer)
    {
        var row = AnswerRow.Of(answer.Position, StoredValue.Of(answer.Question), StoredValue.Of(answer.At), answer, answer.Job?.Value, answer.Call);
        return
        [
            row.Position, row.Question, row.TextKey, row.Text, row.Label, row.Source, row.By, row.Job, row.Call, row.At, row.AuditStudentLabel,
            row.AuditProbability, row.ImportedCall,
        ];
    }

    private int AppendAnswers(IReadOnlyList<object?[]> rows)
    {
        var answers = new AnswerTable(Database);
        foreach (var row in rows)
        {
            answers.Insert(
                new AnswerRow
                {
                    Position = (long)row[0]!,
                    Question = (byte[])row[1]!,
                    TextKey = (byte[])row[2]!,
                    Text = (string)row[3]!,
                    Label = (string)row[4]!,
                    Source = (long)row[5]!,
                    By = (string)row[6]!,
                    Job = (string?)row[7],
                    Call = (long?)row[8],
                    At = (string)row[9]!,
                    AuditStudentLabel = (string?)row[10],
                    AuditProbability = (double?)row[11],
                    ImportedCall = (long?)row[12],
                },
                null);
        }

        return rows.Count;
    }

    private static IReadOnlyList<object?[]> Named(SqliteConnection connection, IReadOnlyList<object?[]> vectors)
    {
        foreach (var model in vectors.Select(vector => vector[1]).Distinct())
        {
            connection.Run("INSERT OR IGNORE INTO vector_model (name) VALUES (@name)", ("@name", model));
        }

        return vectors;
    }

    private int Append(string sql, IReadOnlyList<object?[]> rows)
    {
        using var insert = CommandOf(sql);
        for (var i = 0; i < rows[0].Length; i++)
        {
            insert.Parameters.Add(new SqliteParameter { ParameterName = $"@p{i}" });
        }

        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                insert.Parameters[i].Value = StoredValue.OrNull(row[i]);
            }

            insert.ExecuteNonQuery();
        }

        return rows.Count;
    }

    [SuppressMessage("Security", "CA2100", Justification = "Names of the schema.")]
    private SqliteCommand CommandOf(string sql) => new(sql, Database.Connection);

    private sealed class NothingHeld : IAsyncDisposable
    {
        public static NothingHeld Instance { get; } = new();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
