using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Sqlite.Service;
using LeadScout.Stores;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;
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
public sealed partial class SqliteStore : IDatabase
{
    /// <summary>The environment variable that holds the secret of a database without texts.</summary>
    public const string SecretVariable = StoredTexts.SecretVariable;

    private const string RetentionSetting = "retention_days";
    private const string ClockSetting = "clock_seen";

    private readonly Database _database;
    private readonly AnswerTable _answers;
    private readonly CallTable _calls;
    private StoredTexts _texts;
    private readonly PatternTable _patterns;
    private readonly VectorTable _vectors;
    private readonly JobLeases _leases = new();

    private SqliteStore(Database database, string? secret, bool toFill)
    {
        _database = database;
        if (!toFill)
        {
            UnfinishedCopy.Refuse(Name, database.Read(connection => SettingTable.Find(connection, UnfinishedCopy.SettingName)));
        }

        _texts = database.Read(connection => StoredTexts.Of(SettingTable.Find(connection, StoredTexts.SettingName), secret));
        Service = new ServiceStore(database);
        _answers = new AnswerTable(database);
        _calls = new CallTable(database);
        _patterns = new PatternTable(database);
        _vectors = new VectorTable(database);
    }

    /// <summary>
    /// Opens a database for this process alone to write. Makes the file when it is missing; brings an older one up to date.
    /// </summary>
    /// <param name="path">The file; its directory exists.</param>
    /// <param name="secret">What the keys of a database without texts are made under; null when it is not known or not needed.</param>
    /// <exception cref="BadInputException">In use by another process, not LeadScout's, of a newer version, damaged, not permitted; the
    /// wrong secret.</exception>
    public static SqliteStore Open(string path, string? secret = null) => Over(Database.OpenWriter(path), secret);

    /// <summary>Opens a database for reading, also while another process writes to it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="secret">As in <see cref="Open"/>.</param>
    /// <exception cref="BadInputException">Missing, not LeadScout's, of another version, damaged, not permitted; the wrong
    /// secret.</exception>
    public static SqliteStore OpenRead(string path, string? secret = null) => Over(Database.OpenReader(path), secret);

    internal Database Database => _database;

    internal JobLeases Leases => _leases;

    /// <inheritdoc/>
    public string Name => _database.Path;

    /// <inheritdoc/>
    public bool IsShared => false;

    /// <inheritdoc/>
    public IServiceStore Service { get; }

    /// <inheritdoc/>
    public bool KeepsTexts => _texts.Kept;

    /// <inheritdoc/>
    /// <exception cref="BadInputException">The database has keys under a secret, and the secret was not given.</exception>
    public TextKeys Keys => _texts.Keys;

    /// <summary>Opens a database for reading; a missing one reads as an empty one, and is not made.</summary>
    /// <exception cref="BadInputException">Not LeadScout's, of another version, damaged, not permitted.</exception>
    public static SqliteStore OpenReadOrEmpty(string path, string? secret = null) =>
        File.Exists(path) ? OpenRead(path, secret) : OpenEmpty(secret);

    /// <summary>An empty database without a file, for reading.</summary>
    public static SqliteStore OpenEmpty(string? secret = null) => Over(Database.OpenEmpty(), secret);

    /// <inheritdoc/>
    public Task<Job?> FindAsync(JobId id, CancellationToken cancellation = default) =>
        Read(connection => JobTable.Find(connection, id) is { } job ? AsItStands(job) : null, cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<Job>> ListAsync(CancellationToken cancellation = default) =>
        Read(connection => ImmutableArray.CreateRange(JobTable.List(connection), AsItStands), cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<JobLine>> LinesAsync(CancellationToken cancellationToken = default) => Read(
        connection => ImmutableArray.CreateRange(JobTable.Lines(connection), line => line with { State = AsItStands(line.State) }), cancellationToken);

    /// <inheritdoc/>
    public Task SaveAsync(Job job, CancellationToken cancellation = default) =>
        Write(connection => Save(connection, job), cancellation);

    /// <inheritdoc/>
    public Task SaveAsync(Job job, IReadOnlyCollection<AppliedPattern> applied, CancellationToken cancellation = default) =>
        applied.All(pattern => pattern.Job == job.Id)
            ? Write(connection => Save(connection, job) + _patterns.Apply(connection, job.Id, applied), cancellation)
            : Task.FromException(new ArgumentException($"A pattern was applied by another job than {job.Id}.", nameof(applied)));

    /// <inheritdoc/>
    public Task<ImmutableArray<AppliedPattern>> AppliedAsync(
        QuestionVersion question, string? teacher = null, CancellationToken cancellation = default) =>
        Read(connection => PatternTable.Applied(connection, question, teacher), cancellation);

    /// <inheritdoc/>
    public Task DeleteAsync(JobId id, CancellationToken cancellation = default) =>
        Write(connection => JobTable.Delete(connection, id), cancellation);

    /// <inheritdoc/>
    public Task<long> LogPositionAsync(CancellationToken cancellation = default) => Read(LogPosition, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReadOnlyMemory<Half>>> VectorsAsync(
        string model, IReadOnlyList<TextKey> keys, CancellationToken cancellationToken = default) =>
        Read(_ => _vectors.Find(model, keys), cancellationToken);

    /// <inheritdoc/>
    public Task KeepVectorsAsync(
        string model, IReadOnlyList<KeyValuePair<TextKey, ReadOnlyMemory<Half>>> vectors, DateTimeOffset at,
        CancellationToken cancellationToken = default) =>
        Write(connection => _vectors.Keep(connection, model, vectors, at), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> VectorModelsAsync(TextKey key, CancellationToken cancellationToken = default) =>
        Read(connection => VectorTable.Models(connection, key), cancellationToken);

    /// <inheritdoc/>
    public Task<long> BeginAsync(CallIntent intent, CancellationToken cancellation = default) =>
        Write(_ => Begin(intent), cancellation);

    /// <inheritdoc/>
    public Task CommitAsync(CallEnd ended) => ended.State is CallState.Answered or CallState.Failed
        ? Write(connection => Commit(connection, ended), CancellationToken.None)
        : Task.FromException(new ArgumentException($"A call ends answered or failed, not {ended.State}.", nameof(ended)));

    /// <inheritdoc/>
    /// <exception cref="BadInputException">The file was taken away under the store, or does not hold what was committed to it.</exception>
    public Task ConfirmAsync(Job job, ImmutableArray<LedgerLine> ledger) =>
        Completed(() => _database.Confirm(job, ledger), CancellationToken.None);

    /// <inheritdoc/>
    public Task<int> SettleAsync(JobId id, CancellationToken cancellation = default) =>
        Write(connection => CallTable.Settle(connection, id), cancellation);

    /// <inheritdoc/>
    public Task<Settlement> ReleaseAsync(JobId id, string by, DateTimeOffset at, CancellationToken cancellation = default) =>
        Write(connection => SettlementTable.Release(connection, id, by, at), cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<Settlement>> SettlementsAsync(JobId id, CancellationToken cancellation = default) =>
        Read(connection => SettlementTable.Of(connection, id), cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<LedgerLine>> CallsAsync(JobId id, CancellationToken cancellation = default) =>
        Read(connection => CallTable.Ledger(connection, id), cancellation);

    /// <inheritdoc/>
    public Task<ThinkingRecord> ThinkingAsync(string teacher, CancellationToken cancellation = default) =>
        Read(connection => CallTable.Thinking(connection, teacher), cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<FailedText>> FailuresAsync(JobId id, CancellationToken cancellation = default) =>
        Read(connection => JobTable.Failures(connection, id), cancellation);

    /// <inheritdoc/>
    public async IAsyncEnumerable<Answer> ReadAsync(
        QuestionVersion question, string teacher, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        // Page by page, so that a slow reader never holds up a commit.
        await foreach (var answer in ReadToEndAsync(question, teacher, cancellation).ConfigureAwait(false))
        {
            yield return answer;
        }
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<Answer>> ReadAfterAsync(
        QuestionVersion question, string teacher, long after, CancellationToken cancellationToken = default) =>
        Completed(() => PageAfter(question, teacher, after), cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<Answer> ReadAllAsync(
        QuestionVersion? question = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var answer in ReadToEndAsync(question, null, cancellation).ConfigureAwait(false))
        {
            yield return answer;
        }
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<Answer>> FindAsync(QuestionVersion question, TextKey key, CancellationToken cancellation = default) =>
        Read(_ => _answers.Find(question, key).ToImmutableArray(), cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<Merge>> MergeAsync(IReadOnlyList<Answer> answers, CancellationToken cancellation = default) =>
        answers.All(answer => answer.Call is null)
            ? Write(connection => answers.Select(answer => Merged(connection, answer)).ToImmutableArray(), cancellation)
            : Task.FromException<ImmutableArray<Merge>>(
                new ArgumentException("An imported answer names no call of this log.", nameof(answers)));

    /// <inheritdoc/>
    public Task RetractAsync(long position, Retraction retraction, CancellationToken cancellation = default) => Write(
        connection => AnswerTable.Retract(connection, position, retraction) == 1
            ? position
            : throw new InvalidOperationException($"Answer {position} is none of a person, or was taken back before."),
        cancellation);

    /// <inheritdoc/>
    public Task<Forgotten> ForgetAsync(Forgetting what, CancellationToken cancellation = default) =>
        Write(connection => ForgetTables.Forget(connection, what), cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> TeachersAsync(QuestionVersion question, CancellationToken cancellationToken = default) =>
        Read(connection => AnswerTable.Teachers(connection, question), cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableDictionary<QuestionVersion, string>> QuestionNamesAsync(CancellationToken cancellationToken = default) =>
        Read(QuestionTable.Names, cancellationToken);

    /// <inheritdoc/>
    public Task NameQuestionAsync(QuestionVersion question, string name, CancellationToken cancellationToken = default) => HasName(question)
        ? Task.CompletedTask
        : Write(connection => QuestionTable.Name(connection, question, name), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> HasAnswerAsync(TextKey key, CancellationToken cancellationToken = default) => Read(
        connection => connection.Whole("SELECT EXISTS (SELECT 1 FROM answer WHERE text_key = @key)", ("@key", StoredValue.Of(key))) != 0,
        cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<AnswerCount>> CountAsync(CancellationToken cancellationToken = default) => Read(AnswerTable.Count, cancellationToken);

    /// <inheritdoc/>
    public Task<int?> RetentionAsync(CancellationToken cancellationToken = default) => Read(
        connection => SettingTable.Find(connection, RetentionSetting) is { } days ? int.Parse(days, CultureInfo.InvariantCulture) : (int?)null,
        cancellationToken);

    /// <inheritdoc/>
    public Task SetRetentionAsync(int? days, CancellationToken cancellationToken = default) =>
        Write(connection => SettingTable.Set(connection, RetentionSetting, days?.ToString(CultureInfo.InvariantCulture)), cancellationToken);

    /// <inheritdoc/>
    public Task<DateTimeOffset> ClockSeenAsync(CancellationToken cancellationToken = default) => Read(
        connection => StoredValue.ToMoment(SettingTable.Find(connection, ClockSetting) ?? (string)connection.Value(
            """
            SELECT max(at) FROM (
                SELECT max(at) AS at FROM answer
                UNION ALL SELECT max(at) FROM call
                UNION ALL SELECT max(updated_at) FROM job
                UNION ALL SELECT strftime('%Y-%m-%dT%H:%M:%S.0000000Z', max(Applied)) FROM schema_version)
            """)!),
        cancellationToken);

    /// <inheritdoc/>
    public Task SetClockSeenAsync(DateTimeOffset now, CancellationToken cancellationToken = default) =>
        Write(connection => SettingTable.Set(connection, ClockSetting, StoredValue.Of(now)), cancellationToken);

    /// <inheritdoc/>
    public Task<string?> FindProfileAsync(string teacher, string url, CancellationToken cancellation = default) =>
        Read(connection => RequestProfileTable.Find(connection, teacher, url), cancellation);

    /// <inheritdoc/>
    public Task KeepProfileAsync(
        string teacher, string url, string? profile, DateTimeOffset at, CancellationToken cancellation = default) =>
        Write(connection => RequestProfileTable.Keep(connection, teacher, url, profile, at), cancellation);

    /// <inheritdoc/>
    public Task HashTextsAsync(string secret, CancellationToken cancellationToken = default) => Write(
        connection => _texts = Hashed(connection, secret), cancellationToken);

    /// <inheritdoc/>
    /// <remarks>See <see cref="Traces"/> for the proof.</remarks>
    public void Scrub() => _database.Vacuum();

    /// <inheritdoc/>
    public ImmutableArray<AnswerDay> AnswerDays(DateTimeOffset since) => _database.Read(connection => Insights.Days(connection, since));

    /// <inheritdoc/>
    public ImmutableArray<WeakSpot> WeakSpots(QuestionVersion question) =>
        _database.Read(connection => Insights.WeakSpots(connection, question));

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

    private static SqliteStore Over(Database database, string? secret, bool toFill = false)
    {
        try
        {
            return new SqliteStore(database, secret, toFill);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private StoredTexts Hashed(SqliteConnection connection, string secret)
    {
        if (!KeepsTexts)
        {
            return StoredTexts.Of(SettingTable.Find(connection, StoredTexts.SettingName), secret);
        }

        var isEmpty = connection.Whole("SELECT NOT EXISTS (SELECT 1 FROM answer) AND NOT EXISTS (SELECT 1 FROM call)") != 0;
        var hashed = StoredTexts.Hashed(isEmpty, secret);
        SettingTable.Set(connection, StoredTexts.SettingName, hashed.Keys.Fingerprint);
        return hashed;
    }

    private Answer Kept(Answer answer) => KeepsTexts ? answer : answer with { Text = "" };

    /// <summary>A job at work without anybody at work on it was killed.</summary>
    private Job AsItStands(Job job) => job with { State = AsItStands(job.State) };

    private JobState AsItStands(JobState state) => state == JobState.Running && !_database.HasWriter ? JobState.Interrupted : state;

    private bool HasName(QuestionVersion question) => _database.Read(connection => QuestionTable.HasName(connection, question));

    /// <summary>
    /// Reads to the end of the log as it stands now. Should it come to less or other answers than the log says it has, and not because some
    /// were forgotten meanwhile, then damage hides them: they would be asked, and paid, again.
    /// </summary>
    private async IAsyncEnumerable<Answer> ReadToEndAsync(
        QuestionVersion? question, string? teacher, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (until, expected) = await Read(
            connection => (LogPosition(connection), AnswerTally.Expected(connection, question, teacher)), cancellation).ConfigureAwait(false);
        var read = default(AnswerTally);
        long after = 0;
        while (after < until && _answers.ReadPage(question, teacher, after, until, ref read) is { Count: > 0 } page)
        {
            foreach (var answer in page)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return answer;
            }

            after = page[^1].Position;
        }

        if (read != expected && _answers.IsShort(question, teacher))
        {
            throw _database.Damaged($"{expected.Answers} answers were written, and {read.Answers} can be found, or others");
        }
    }

    private ImmutableArray<Answer> PageAfter(QuestionVersion question, string teacher, long after)
    {
        var read = default(AnswerTally);
        return [.. _answers.ReadPage(question, teacher, after, long.MaxValue, ref read)];
    }

    private static long LogPosition(SqliteConnection connection) =>
        connection.Whole("SELECT coalesce(max(position), 0) FROM answer");

    private int Save(SqliteConnection connection, Job job)
    {
        _leases.Require(job.Id, job.Epoch);
        return JobTable.Save(connection, job);
    }

    private long Begin(CallIntent intent)
    {
        if (intent is not { Job: { } job, Epoch: { } epoch })
        {
            return _calls.Begin(intent);
        }

        _leases.Require(job, epoch);
        var call = _calls.Begin(intent);
        _leases.Begin(call, job, epoch);
        return call;
    }

    private int Commit(SqliteConnection connection, CallEnd ended)
    {
        _leases.End(ended.Call);
        string? job = _calls.End(ended);
        foreach (var answer in ended.Answers)
        {
            _answers.Insert(Kept(answer), job, ended.Call);
        }

        foreach (var failed in job is null ? [] : ended.Failures)
        {
            JobTable.GiveUp(connection, job!, failed);
        }

        if (ended.Vectors is { } vectors)
        {
            _vectors.Keep(connection, vectors.Model, vectors.ByText, ended.At);
        }

        return ended.Answers.Length;
    }

    private Merge Merged(SqliteConnection connection, Answer answer)
    {
        var kept = Kept(answer);
        var merge = Merge.Judge(_answers.Find(answer.Question, answer.Key), kept);
        if (merge.Appends)
        {
            _answers.Insert(kept, answer.Job?.Value, null);
        }
        else if (merge.Outcome == MergeOutcome.TakenBack)
        {
            AnswerTable.Retract(connection, merge.Held!.Position, answer.Retracted!);
        }

        return merge;
    }

    private int Append(IReadOnlyList<Answer> answers)
    {
        foreach (var answer in answers)
        {
            _answers.Insert(Kept(answer), answer.Job?.Value, null);
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
