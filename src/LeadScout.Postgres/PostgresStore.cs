using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Patterns;
using LeadScout.Postgres.Service;
using LeadScout.Questions;
using LeadScout.Stores;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;
using Npgsql;

namespace LeadScout.Postgres;

/// <summary>
/// The shared store: answers, calls and jobs of any number of processes in one PostgreSQL database, in a schema of their own. A task it returns
/// completes once the server has it on disk. Thread-safe.
/// </summary>
/// <remarks>
/// Every method throws <see cref="BadInputException"/> when the server fails in a way that the user can mend; a server that is gone is waited
/// for, two minutes long.
/// </remarks>
public sealed partial class PostgresStore : IDatabase, ITextClaims, ISharedLog
{
    private const string RetentionSetting = "retention_days";
    private const string ClockSetting = "clock_seen";

    private readonly NpgsqlDataSource _source;
    private readonly string _connectionString;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _connecting = new(1);
    private readonly HeldLeases _leases = new();
    private readonly HeldClaims _claims = new();
    private readonly LogWatch _watch;
    private Presence? _presence;
    private StoredTexts _texts;

    private PostgresStore(string name, string connectionString, NpgsqlDataSource source, TimeProvider clock, StoredTexts texts)
    {
        (Name, _connectionString, _source, _clock, _texts) = (name, connectionString, source, clock, texts);
        _watch = new LogWatch(source, clock);
        Transactions = new Transactions(source, name, clock);
        Service = new ServiceStore(new Transactions(source, name, clock) { Patience = ServiceStore.Patience }, Transactions, () => PresentAsync());
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public bool IsShared => true;

    /// <inheritdoc/>
    public IServiceStore Service { get; }

    /// <inheritdoc/>
    public bool KeepsTexts => _texts.Kept;

    /// <inheritdoc/>
    /// <exception cref="BadInputException">The database has keys under a secret, and the secret was not given.</exception>
    public TextKeys Keys => _texts.Keys;

    internal Transactions Transactions { get; }

    /// <inheritdoc/>
    public Task<Job?> FindAsync(JobId id, CancellationToken cancellation = default) =>
        Read(connection => JobTable.FindAsync(connection, id), cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<Job>> ListAsync(CancellationToken cancellation = default) => Read(JobTable.ListAsync, cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<JobLine>> LinesAsync(CancellationToken cancellationToken = default) => Read(JobTable.LinesAsync, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<AppliedPattern>> AppliedAsync(
        QuestionVersion question, string? teacher = null, CancellationToken cancellation = default) =>
        Read(connection => PatternTable.AppliedAsync(connection, question, teacher), cancellation);

    /// <inheritdoc/>
    public Task NextChange => _watch.Next;

    /// <inheritdoc/>
    public Task<LogState> StateAsync(CancellationToken cancellationToken = default) => Read(AnswerTable.StateAsync, cancellationToken);

    /// <inheritdoc/>
    public Task<long> LogPositionAsync(CancellationToken cancellation = default) => Read(AnswerTable.LogPositionAsync, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReadOnlyMemory<Half>>> VectorsAsync(
        string model, IReadOnlyList<TextKey> keys, CancellationToken cancellationToken = default) =>
        Read(connection => VectorTable.FindAsync(connection, model, keys), cancellationToken);

    /// <inheritdoc/>
    public Task KeepVectorsAsync(
        string model, IReadOnlyList<KeyValuePair<TextKey, ReadOnlyMemory<Half>>> vectors, DateTimeOffset at,
        CancellationToken cancellationToken = default) =>
        Write(connection => VectorTable.KeepAsync(connection, model, vectors, at), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> VectorModelsAsync(TextKey key, CancellationToken cancellationToken = default) =>
        await Read(connection => VectorTable.ModelsAsync(connection, key), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task<ImmutableArray<Settlement>> SettlementsAsync(JobId id, CancellationToken cancellation = default) =>
        Read(connection => SettlementTable.OfAsync(connection, id), cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<LedgerLine>> CallsAsync(JobId id, CancellationToken cancellation = default) =>
        Read(connection => CallTable.LedgerAsync(connection, id), cancellation);

    /// <inheritdoc/>
    public Task<ThinkingRecord> ThinkingAsync(string teacher, CancellationToken cancellation = default) =>
        Read(connection => CallTable.ThinkingAsync(connection, teacher), cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<FailedText>> FailuresAsync(JobId id, CancellationToken cancellation = default) =>
        Read(connection => JobTable.FailuresAsync(connection, id), cancellation);

    /// <inheritdoc/>
    public async IAsyncEnumerable<Answer> ReadAsync(
        QuestionVersion question, string teacher, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var answer in ReadToEndAsync(question, teacher, cancellation).ConfigureAwait(false))
        {
            yield return answer;
        }
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<Answer>> ReadAfterAsync(
        QuestionVersion question, string teacher, long after, CancellationToken cancellationToken = default) =>
        [.. await Read(connection => AnswerTable.ReadPageAsync(connection, question, teacher, after, long.MaxValue), cancellationToken)
            .ConfigureAwait(false)];

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
    public async Task<ImmutableArray<Answer>> FindAsync(QuestionVersion question, TextKey key, CancellationToken cancellation = default) =>
        [.. await Read(connection => AnswerTable.FindAsync(connection, question, key), cancellation).ConfigureAwait(false)];

    /// <inheritdoc/>
    public Task<ImmutableArray<Merge>> MergeAsync(IReadOnlyList<Answer> answers, CancellationToken cancellation = default) =>
        answers.All(answer => answer.Call is null)
            ? Write(connection => MergedAsync(connection, answers), cancellation)
            : Task.FromException<ImmutableArray<Merge>>(
                new ArgumentException("An imported answer names no call of this log.", nameof(answers)));

    /// <inheritdoc/>
    public Task RetractAsync(long position, Retraction retraction, CancellationToken cancellation = default) => Write(
        async connection => await AnswerTable.RetractAsync(connection, position, retraction).ConfigureAwait(false) == 1
            ? position
            : throw new InvalidOperationException($"Answer {position} is none of a person, or was taken back before."),
        cancellation);

    /// <inheritdoc/>
    public Task<Forgotten> ForgetAsync(Forgetting what, CancellationToken cancellation = default) =>
        Write(connection => ForgetTables.ForgetAsync(connection, what), cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> TeachersAsync(QuestionVersion question, CancellationToken cancellationToken = default) =>
        Read(connection => AnswerTable.TeachersAsync(connection, question), cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableDictionary<QuestionVersion, string>> QuestionNamesAsync(CancellationToken cancellationToken = default) =>
        Read(QuestionTable.NamesAsync, cancellationToken);

    /// <inheritdoc/>
    public Task NameQuestionAsync(QuestionVersion question, string name, CancellationToken cancellationToken = default) =>
        Write(connection => QuestionTable.NameAsync(connection, question, name), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> HasAnswerAsync(TextKey key, CancellationToken cancellationToken = default) => Read(
        async connection => (bool)(await connection.ValueAsync(
            "SELECT EXISTS (SELECT 1 FROM answer WHERE text_key = @key)", ("key", StoredValue.Of(key))).ConfigureAwait(false))!,
        cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<AnswerCount>> CountAsync(CancellationToken cancellationToken = default) =>
        Read(AnswerTable.CountAsync, cancellationToken);

    /// <inheritdoc/>
    public Task<int?> RetentionAsync(CancellationToken cancellationToken = default) => Read(
        async connection => await SettingTable.FindAsync(connection, RetentionSetting).ConfigureAwait(false) is { } days
            ? int.Parse(days, CultureInfo.InvariantCulture)
            : (int?)null,
        cancellationToken);

    /// <inheritdoc/>
    public Task SetRetentionAsync(int? days, CancellationToken cancellationToken = default) => Write(
        connection => SettingTable.SetAsync(connection, RetentionSetting, days?.ToString(CultureInfo.InvariantCulture)), cancellationToken);

    /// <inheritdoc/>
    public Task<DateTimeOffset> ClockSeenAsync(CancellationToken cancellationToken = default) => Read(
        async connection => StoredValue.ToMoment(
            await SettingTable.FindAsync(connection, ClockSetting).ConfigureAwait(false) ?? (string)(await connection.ValueAsync(
                """
                SELECT max(at) FROM (
                    SELECT max(at) AS at FROM answer
                    UNION ALL SELECT max(at) FROM call
                    UNION ALL SELECT max(updated_at) FROM job
                    UNION ALL SELECT to_char(max(applied) AT TIME ZONE current_setting('TimeZone') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"0Z"')
                        FROM schema_version) AS known
                """).ConfigureAwait(false))!),
        cancellationToken);

    /// <inheritdoc/>
    public Task SetClockSeenAsync(DateTimeOffset now, CancellationToken cancellationToken = default) =>
        Write(connection => SettingTable.SetAsync(connection, ClockSetting, StoredValue.Of(now)), cancellationToken);

    /// <inheritdoc/>
    public Task<string?> FindProfileAsync(string teacher, string url, CancellationToken cancellation = default) =>
        Read(connection => RequestProfileTable.FindAsync(connection, teacher, url), cancellation);

    /// <inheritdoc/>
    public Task KeepProfileAsync(
        string teacher, string url, string? profile, DateTimeOffset at, CancellationToken cancellation = default) =>
        Write(connection => RequestProfileTable.KeepAsync(connection, teacher, url, profile, at), cancellation);

    /// <inheritdoc/>
    public async Task HashTextsAsync(string secret, CancellationToken cancellationToken = default) =>
        _texts = await Write(connection => HashedAsync(connection, secret), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    /// <remarks>The server's vacuum does that in its own time; its log and its backups are not this store's to clean.</remarks>
    public void Scrub()
    {
    }

    /// <inheritdoc/>
    public ImmutableArray<AnswerDay> AnswerDays(DateTimeOffset since) =>
        Read(connection => AnswerTable.DaysAsync(connection, since), CancellationToken.None).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public ImmutableArray<WeakSpot> WeakSpots(QuestionVersion question) => WeakSpot.Of(
        Read(connection => AnswerTable.AuditsAsync(connection, question), CancellationToken.None).GetAwaiter().GetResult());

    /// <inheritdoc/>
    public Task AppendAsync(IReadOnlyList<Answer> answers, CancellationToken cancellation = default) =>
        answers.All(answer => answer.Call is null)
            ? Write(connection => AnswerTable.InsertAsync(connection, [.. answers.Select(Kept)], null, null), cancellation)
            : Task.FromException(new ArgumentException("An answer that a call paid for enters with its call.", nameof(answers)));

    /// <inheritdoc/>
    public Task AppendAsync(PatternVerdict verdict, CancellationToken cancellation = default) =>
        Write(connection => PatternTable.AppendAsync(connection, verdict), cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<PatternVerdict>> VerdictsAsync(QuestionVersion question, CancellationToken cancellation = default) =>
        Read(connection => PatternTable.VerdictsAsync(connection, question), cancellation);

    /// <summary>Closes the connections; leases that are still held are seen to be free at once.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <inheritdoc cref="Dispose"/>
    public async ValueTask DisposeAsync()
    {
        if (_presence is not null)
        {
            await _presence.DisposeAsync().ConfigureAwait(false);
        }

        await _watch.DisposeAsync().ConfigureAwait(false);
        await _source.DisposeAsync().ConfigureAwait(false);
        _connecting.Dispose();
    }

    private static async Task<StoredTexts> HashedAsync(NpgsqlConnection connection, string secret)
    {
        if (await SettingTable.FindAsync(connection, StoredTexts.SettingName).ConfigureAwait(false) is { } fingerprint)
        {
            return StoredTexts.Of(fingerprint, secret);
        }

        await connection.RunAsync("SELECT 1 FROM log FOR UPDATE").ConfigureAwait(false);
        var isEmpty = (bool)(await connection.ValueAsync(
            "SELECT NOT EXISTS (SELECT 1 FROM answer) AND NOT EXISTS (SELECT 1 FROM call)").ConfigureAwait(false))!;
        var hashed = StoredTexts.Hashed(isEmpty, secret);
        await SettingTable.SetAsync(connection, StoredTexts.SettingName, hashed.Keys.Fingerprint).ConfigureAwait(false);
        return hashed;
    }

    private Answer Kept(Answer answer) => KeepsTexts ? answer : answer with { Text = "" };

    private async IAsyncEnumerable<Answer> ReadToEndAsync(
        QuestionVersion? question, string? teacher, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var until = await LogPositionAsync(cancellation).ConfigureAwait(false);
        for (long after = 0; after < until;)
        {
            var page = await Read(connection => AnswerTable.ReadPageAsync(connection, question, teacher, after, until), cancellation)
                .ConfigureAwait(false);
            foreach (var answer in page)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return answer;
            }

            after = page is [.., var last] ? last.Position : until;
        }
    }

    private async Task<ImmutableArray<Merge>> MergedAsync(NpgsqlConnection connection, IReadOnlyList<Answer> answers)
    {
        await connection.RunAsync("SELECT 1 FROM log FOR UPDATE").ConfigureAwait(false);
        var merges = ImmutableArray.CreateBuilder<Merge>(answers.Count);
        foreach (var answer in answers)
        {
            var kept = Kept(answer);
            var merge = Merge.Judge(await AnswerTable.FindAsync(connection, answer.Question, answer.Key).ConfigureAwait(false), kept);
            if (merge.Appends)
            {
                await AnswerTable.InsertAsync(connection, [kept], null, null).ConfigureAwait(false);
            }
            else if (merge.Outcome == MergeOutcome.TakenBack)
            {
                await AnswerTable.RetractAsync(connection, merge.Held!.Position, answer.Retracted!).ConfigureAwait(false);
            }

            merges.Add(merge);
        }

        return merges.MoveToImmutable();
    }

    private Task<T> Read<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation) =>
        Transactions.ReadAsync(work, cancellation);

    private Task<T> Write<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation) =>
        Transactions.WriteAsync(work, cancellation);
}
