using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Dapper;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Patterns;
using LeadScout.Questions;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite;

/// <summary>
/// The embedded store: answers, calls and jobs in one SQLite file (write-ahead log, synced to disk at every commit).
/// One process writes, any number read beside it. Thread-safe: threads take turns.
/// SQLite knows no asynchronous work, and this class does not pretend: a task it returns is complete, and its work is done.
/// </summary>
/// <remarks>
/// Every method throws <see cref="BadInputException"/> when the file or its disk fails in a way that the user can mend,
/// and those that write throw <see cref="InvalidOperationException"/> when the store was opened for reading.
/// </remarks>
public sealed class SqliteStore : IJobStore, IAnswerLog, IDisposable, IAsyncDisposable
{
    private readonly Database _database;
    private readonly AnswerTable _answers;
    private readonly CallTable _calls;
    private readonly PatternTable _patterns;

    private SqliteStore(Database database)
    {
        _database = database;
        _answers = new AnswerTable(database);
        _calls = new CallTable(database);
        _patterns = new PatternTable(database);
    }

    /// <summary>Opens a database for this process alone to write. Makes the file when it is missing; brings an older one up to date.</summary>
    /// <param name="path">The file; its directory exists.</param>
    /// <exception cref="BadInputException">In use by another process, not LeadScout's, of a newer version, damaged, not permitted.</exception>
    public static SqliteStore Open(string path) => new(Database.OpenWriter(path));

    /// <summary>Opens a database for reading, also while another process writes to it.</summary>
    /// <exception cref="BadInputException">Missing, not LeadScout's, of another version, damaged, not permitted.</exception>
    public static SqliteStore OpenRead(string path) => new(Database.OpenReader(path));

    /// <inheritdoc/>
    public Task<Job?> FindAsync(JobId id, CancellationToken cancellation = default) =>
        Read(connection => JobTable.Find(connection, id), cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<Job>> ListAsync(CancellationToken cancellation = default) => Read(JobTable.List, cancellation);

    /// <inheritdoc/>
    public Task SaveAsync(Job job, CancellationToken cancellation = default) =>
        Write(connection => JobTable.Save(connection, job), cancellation);

    /// <inheritdoc/>
    public Task SaveAsync(Job job, IReadOnlyCollection<AppliedPattern> applied, CancellationToken cancellation = default) =>
        applied.All(pattern => pattern.Job == job.Id)
            ? Write(connection => JobTable.Save(connection, job) + _patterns.Apply(connection, job.Id, applied), cancellation)
            : Task.FromException(new ArgumentException($"A pattern was applied by another job than {job.Id}.", nameof(applied)));

    /// <inheritdoc/>
    public Task<ImmutableArray<AppliedPattern>> AppliedAsync(QuestionVersion question, CancellationToken cancellation = default) =>
        Read(connection => PatternTable.Applied(connection, question), cancellation);

    /// <inheritdoc/>
    public Task DeleteAsync(JobId id, CancellationToken cancellation = default) =>
        Write(connection => JobTable.Delete(connection, id), cancellation);

    /// <inheritdoc/>
    public Task<long> LogPositionAsync(CancellationToken cancellation = default) => Read(LogPosition, cancellation);

    /// <inheritdoc/>
    public Task<long> BeginAsync(CallIntent intent, CancellationToken cancellation = default) => Write(_ => _calls.Begin(intent), cancellation);

    /// <inheritdoc/>
    public Task CommitAsync(CallEnd ended) => ended.State is CallState.Answered or CallState.Failed
        ? Write(connection => Commit(connection, ended), CancellationToken.None)
        : Task.FromException(new ArgumentException($"A call ends answered or failed, not {ended.State}.", nameof(ended)));

    /// <inheritdoc/>
    public Task<int> SettleAsync(JobId id, CancellationToken cancellation = default) =>
        Write(connection => CallTable.Settle(connection, id), cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<LedgerLine>> CallsAsync(JobId id, CancellationToken cancellation = default) =>
        Read(connection => CallTable.Ledger(connection, id), cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<FailedText>> FailuresAsync(JobId id, CancellationToken cancellation = default) =>
        Read(connection => JobTable.Failures(connection, id), cancellation);

    /// <inheritdoc/>
    public async IAsyncEnumerable<Answer> ReadAsync(
        QuestionVersion question, string teacher, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        // Page by page, so that a slow reader never holds up a commit.
        long until = await LogPositionAsync(cancellation);
        long after = 0;
        while (after < until && _answers.ReadPage(question, teacher, after, until) is { Count: > 0 } page)
        {
            foreach (var answer in page)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return answer;
            }

            after = page[^1].Position;
        }
    }

    /// <summary>The teachers with answers to a question, by name.</summary>
    public Task<ImmutableArray<string>> TeachersAsync(QuestionVersion question, CancellationToken cancellation = default) =>
        Read(connection => AnswerTable.Teachers(connection, question), cancellation);

    /// <inheritdoc/>
    public Task AppendAsync(IReadOnlyList<Answer> answers, CancellationToken cancellation = default) =>
        answers.All(answer => answer.Call is null)
            ? Write(_ => Append(answers), cancellation)
            : Task.FromException(new ArgumentException("An answer that a call paid for enters with its call.", nameof(answers)));

    /// <inheritdoc/>
    public Task AppendAsync(PatternVerdict verdict, CancellationToken cancellation = default) =>
        Write(connection => PatternTable.Append(connection, verdict), cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<PatternVerdict>> VerdictsAsync(QuestionVersion question, CancellationToken cancellation = default) =>
        Read(connection => PatternTable.Verdicts(connection, question), cancellation);

    /// <summary>Closes the file and lets the next writer in.</summary>
    public void Dispose() => _database.Dispose();

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static long LogPosition(SqliteConnection connection) => connection.ExecuteScalar<long>("SELECT coalesce(max(position), 0) FROM answer");

    private int Commit(SqliteConnection connection, CallEnd ended)
    {
        string? job = _calls.End(ended);
        foreach (var answer in ended.Answers)
        {
            _answers.Insert(answer, job, ended.Call);
        }

        foreach (var failed in job is null ? [] : ended.Failures)
        {
            JobTable.GiveUp(connection, job!, failed);
        }

        return ended.Answers.Length;
    }

    private int Append(IReadOnlyList<Answer> answers)
    {
        foreach (var answer in answers)
        {
            _answers.Insert(answer, answer.Job?.Value, null);
        }

        return answers.Count;
    }

    private Task<T> Read<T>(Func<SqliteConnection, T> work, CancellationToken cancellation) =>
        Completed(() => _database.Read(work), cancellation);

    private Task<T> Write<T>(Func<SqliteConnection, T> work, CancellationToken cancellation) =>
        Completed(() => _database.Write(work), cancellation);

    /// <summary>The work, done, as a task: what it throws is in the task, where callers of a task look for it.</summary>
    private static Task<T> Completed<T>(Func<T> work, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellation);
        }

        try
        {
            return Task.FromResult(work());
        }
        catch (Exception e)
        {
            return Task.FromException<T>(e);
        }
    }
}
