using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Jobs.Planning;
using LeadScout.Questions;
using LeadScout.Stores;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;
using Npgsql;

namespace LeadScout.Postgres;

/// <summary>The call journal's tables.</summary>
internal static class CallTable
{
    private const string BeginSql = """
        WITH begun AS (
            INSERT INTO call (job, epoch, batch, attempt, teacher, ceiling_nanodollars, at, state)
            VALUES (@job::text, @epoch::bigint, @batch, @attempt, @teacher, @ceiling::bigint, @at, 'Open') RETURNING id),
        questions AS (
            INSERT INTO call_question (call, place, question)
            SELECT id, place, question FROM begun, unnest(@questions) WITH ORDINALITY AS row (question, place)),
        texts AS (
            INSERT INTO call_text (call, item, text_key)
            SELECT id, item, text_key FROM begun, unnest(@texts) WITH ORDINALITY AS row (text_key, item))
        SELECT id FROM begun
        """;

    /// <summary>Journals an intent. Inside a transaction.</summary>
    public static Task<long> BeginAsync(NpgsqlConnection connection, CallIntent intent) => connection.WholeAsync(
        BeginSql,
        ("job", intent.Job?.Value),
        ("epoch", intent.Epoch),
        ("batch", intent.Batch.Stored),
        ("attempt", intent.Attempt),
        ("teacher", intent.Teacher),
        ("ceiling", intent.Ceiling?.NanoDollars),
        ("at", StoredValue.Of(intent.At)),
        ("questions", intent.Questions.Select(StoredValue.Of).ToArray()),
        ("texts", intent.Texts.Select(StoredValue.Of).ToArray()));

    /// <summary>Ends an open call. Inside a transaction.</summary>
    /// <returns>The call's job and its reserved money, or null when the call is not open.</returns>
    public static async Task<EndedCall?> EndAsync(NpgsqlConnection connection, CallEnd ended) =>
        (await connection.RowsAsync(
            """
            UPDATE call
            SET state = @state, input_tokens = @input, cached_input_tokens = @cached, output_tokens = @output, billing = @billing,
                cost_nanodollars = @cost::bigint, fault = @fault::text, ended_at = @at, thinking_tokens = @thinking::bigint, model = @model::text
            WHERE id = @call AND state = 'Open' RETURNING job, ceiling_nanodollars, epoch
            """,
            row => new EndedCall(row.TextOrNull(0), row.WholeOrNull(1), row.WholeOrNull(2)),
            ("state", ended.State.ToString()),
            ("input", ended.Usage.InputTokens),
            ("cached", ended.Usage.CachedInputTokens),
            ("output", ended.Usage.OutputTokens),
            ("billing", ended.Billing.ToString()),
            ("cost", ended.Cost?.NanoDollars),
            ("fault", ended.Fault),
            ("at", StoredValue.Of(ended.At)),
            ("call", ended.Call),
            ("thinking", ended.ThinkingTokens),
            ("model", ended.Model)).ConfigureAwait(false)).FirstOrDefault();

    /// <summary>Marks the job's open calls as lost at the cost of their ceiling. Inside a transaction.</summary>
    public static Task<int> SettleAsync(NpgsqlConnection connection, JobId id) => connection.RunAsync(
        "UPDATE call SET state = 'Lost', billing = 'PossiblyBilled', cost_nanodollars = ceiling_nanodollars WHERE job = @job AND state = 'Open'",
        ("job", id.Value));

    /// <summary>What a teacher's latest answered calls have shown of its thinking.</summary>
    public static async Task<ThinkingRecord> ThinkingAsync(NpgsqlConnection connection, string teacher) =>
        (await connection.RowsAsync(
            """
            SELECT (SELECT count(*) FROM call_text WHERE call = id), thinking_tokens FROM call
            WHERE teacher = @teacher AND thinking_tokens IS NOT NULL AND state = 'Answered' ORDER BY id DESC LIMIT 500
            """,
            row => (Texts: row.Whole(0), Tokens: row.Whole(1)),
            ("teacher", teacher)).ConfigureAwait(false))
        .Where(call => call.Texts > 0)
        .Aggregate(default(ThinkingRecord), (sum, call) => sum + ThinkingRecord.Of((int)call.Texts, call.Tokens));

    /// <summary>How long the latest calls took that brought an answer, the latest first.</summary>
    public static Task<List<TimeSpan>> ReplyTimesAsync(NpgsqlConnection connection, string teacher, int most) => connection.RowsAsync(
        "SELECT at, ended_at FROM call WHERE teacher = @teacher AND state = 'Answered' AND ended_at IS NOT NULL ORDER BY id DESC LIMIT @most",
        row => StoredValue.ToMoment(row.Text(1)) - StoredValue.ToMoment(row.Text(0)),
        ("teacher", teacher),
        ("most", most));

    /// <summary>The job's ledger.</summary>
    public static async Task<ImmutableArray<LedgerLine>> LedgerAsync(NpgsqlConnection connection, JobId id)
    {
        var texts = (await connection.RowsAsync(
            "SELECT call, text_key FROM call_text JOIN call ON id = call WHERE job = @job ORDER BY call, item",
            row => (Call: row.Whole(0), Key: StoredValue.ToTextKey(row.Bytes(1))),
            ("job", id.Value)).ConfigureAwait(false)).ToLookup(item => item.Call, item => item.Key);
        var questions = (await connection.RowsAsync(
            "SELECT call, question FROM call_question JOIN call ON id = call WHERE job = @job ORDER BY call, place",
            row => (Call: row.Whole(0), Question: StoredValue.ToQuestion(row.Bytes(1))),
            ("job", id.Value)).ConfigureAwait(false)).ToLookup(item => item.Call, item => item.Question);
        return
        [
            .. await connection.RowsAsync(
                """
                SELECT id, batch, attempt, teacher, ceiling_nanodollars, at, state, input_tokens, cached_input_tokens, output_tokens,
                       cost_nanodollars, fault, ended_at, billing, settlement, model
                FROM call LEFT JOIN settled_call ON settled_call.call = id WHERE job = @job ORDER BY id
                """,
                row => LineOf(row, id, questions, texts),
                ("job", id.Value)).ConfigureAwait(false),
        ];
    }

    private static LedgerLine LineOf(
        NpgsqlDataReader row, JobId job, ILookup<long, QuestionVersion> questions, ILookup<long, TextKey> texts)
    {
        var call = row.Whole(0);
        var intent = new CallIntent
        {
            Job = job,
            Batch = BatchId.FromStored(row.Whole(1)),
            Attempt = row.GetInt32(2),
            Teacher = row.Text(3),
            Questions = [.. questions[call]],
            Texts = [.. texts[call]],
            Ceiling = StoredValue.ToMoney(row.WholeOrNull(4)),
            At = StoredValue.ToMoment(row.Text(5)),
        };
        return new LedgerLine(
            call,
            intent,
            Enum.Parse<CallState>(row.Text(6)),
            new Usage(row.Whole(7), row.Whole(8), row.Whole(9)),
            StoredValue.ToMoney(row.WholeOrNull(10)),
            row.TextOrNull(11),
            StoredValue.ToMomentOrNull(row.TextOrNull(12)))
        {
            Billing = row.TextOrNull(13) is { } billing ? Enum.Parse<Billing>(billing) : Billing.PossiblyBilled,
            IsReleased = row.WholeOrNull(14) is not null,
            Model = row.TextOrNull(15),
        };
    }
}

/// <summary>What was known of a call that has ended.</summary>
/// <param name="Job">Its job.</param>
/// <param name="Ceiling">What was held back for it, in billionths of a dollar.</param>
/// <param name="Epoch">The epoch of the lease that it was made under.</param>
internal sealed record EndedCall(string? Job, long? Ceiling, long? Epoch);
