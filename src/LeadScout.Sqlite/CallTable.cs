using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Jobs.Planning;
using LeadScout.Questions;
using LeadScout.Stores;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite;

/// <summary>The call journal's tables. Begin and end are compiled once: every call passes through both.</summary>
internal sealed class CallTable(Database database)
{
    private readonly Lazy<SqliteCommand> _begin = new(() => database.Prepare(
        """
        INSERT INTO call (job, batch, attempt, teacher, ceiling_nanodollars, at, state)
        VALUES (@job, @batch, @attempt, @teacher, @ceiling, @at, 'Open') RETURNING id
        """,
        ("@job", SqliteType.Text),
        ("@batch", SqliteType.Integer),
        ("@attempt", SqliteType.Integer),
        ("@teacher", SqliteType.Text),
        ("@ceiling", SqliteType.Integer),
        ("@at", SqliteType.Text)));

    private readonly Lazy<SqliteCommand> _addText = new(() => database.Prepare(
        "INSERT INTO call_text (call, item, text_key) VALUES (@call, @item, @textKey)",
        ("@call", SqliteType.Integer),
        ("@item", SqliteType.Integer),
        ("@textKey", SqliteType.Blob)));

    private readonly Lazy<SqliteCommand> _addQuestion = new(() => database.Prepare(
        "INSERT INTO call_question (call, place, question) VALUES (@call, @place, @question)",
        ("@call", SqliteType.Integer),
        ("@place", SqliteType.Integer),
        ("@question", SqliteType.Blob)));

    private readonly Lazy<SqliteCommand> _end = new(() => database.Prepare(
        """
        UPDATE call
        SET state = @state, input_tokens = @input, cached_input_tokens = @cached, output_tokens = @output, billing = @billing,
            cost_nanodollars = @cost, fault = @fault, ended_at = @at, thinking_tokens = @thinking, model = @model
        WHERE id = @call AND state = 'Open' RETURNING job
        """,
        ("@state", SqliteType.Text),
        ("@input", SqliteType.Integer),
        ("@cached", SqliteType.Integer),
        ("@output", SqliteType.Integer),
        ("@billing", SqliteType.Text),
        ("@cost", SqliteType.Integer),
        ("@fault", SqliteType.Text),
        ("@at", SqliteType.Text),
        ("@call", SqliteType.Integer),
        ("@thinking", SqliteType.Integer),
        ("@model", SqliteType.Text)));

    /// <summary>Journals an intent. Inside a transaction.</summary>
    public long Begin(CallIntent intent)
    {
        var values = _begin.Value.Parameters;
        values[0].Value = StoredValue.OrNull(intent.Job?.Value);
        values[1].Value = intent.Batch.Stored;
        values[2].Value = intent.Attempt;
        values[3].Value = intent.Teacher;
        values[4].Value = StoredValue.Of(intent.Ceiling);
        values[5].Value = StoredValue.Of(intent.At);
        long call = (long)_begin.Value.ExecuteScalar()!;
        var questions = _addQuestion.Value.Parameters;
        questions[0].Value = call;
        for (int i = 0; i < intent.Questions.Length; i++)
        {
            questions[1].Value = i + 1;
            questions[2].Value = StoredValue.Of(intent.Questions[i]);
            _addQuestion.Value.ExecuteNonQuery();
        }

        var items = _addText.Value.Parameters;
        items[0].Value = call;
        for (int i = 0; i < intent.Texts.Length; i++)
        {
            items[1].Value = i + 1;
            items[2].Value = StoredValue.Of(intent.Texts[i]);
            _addText.Value.ExecuteNonQuery();
        }

        return call;
    }

    /// <summary>Ends an open call. Inside a transaction.</summary>
    /// <returns>The call's job, if it has one.</returns>
    public string? End(CallEnd ended)
    {
        var values = _end.Value.Parameters;
        values[0].Value = ended.State.ToString();
        values[1].Value = ended.Usage.InputTokens;
        values[2].Value = ended.Usage.CachedInputTokens;
        values[3].Value = ended.Usage.OutputTokens;
        values[4].Value = ended.Billing.ToString();
        values[5].Value = StoredValue.Of(ended.Cost);
        values[6].Value = StoredValue.OrNull(ended.Fault);
        values[7].Value = StoredValue.Of(ended.At);
        values[8].Value = ended.Call;
        values[9].Value = (object?)ended.ThinkingTokens ?? DBNull.Value;
        values[10].Value = StoredValue.OrNull(ended.Model);
        return _end.Value.ExecuteScalar() switch
        {
            null => throw new InvalidOperationException($"Call {ended.Call} is not open."),
            string job => job,
            _ => null,
        };
    }

    /// <summary>Marks the job's open calls as lost at the cost of their ceiling. Inside a transaction.</summary>
    public static int Settle(SqliteConnection connection, JobId id) => connection.Run(
        "UPDATE call SET state = 'Lost', billing = 'PossiblyBilled', cost_nanodollars = ceiling_nanodollars WHERE job = @job AND state = 'Open'",
        ("@job", id.Value));

    /// <summary>What a teacher's latest answered calls have shown of its thinking.</summary>
    public static ThinkingRecord Thinking(SqliteConnection connection, string teacher) => connection
        .Rows(
            """
            SELECT (SELECT count(*) FROM call_text WHERE call = id), thinking_tokens FROM call
            WHERE teacher = @teacher AND thinking_tokens IS NOT NULL AND state = 'Answered' ORDER BY id DESC LIMIT 500
            """,
            row => (Texts: row.Whole(0), Tokens: row.Whole(1)),
            ("@teacher", teacher))
        .Where(call => call.Texts > 0)
        .Aggregate(default(ThinkingRecord), (sum, call) => sum + ThinkingRecord.Of((int)call.Texts, call.Tokens));

    /// <summary>The job's ledger.</summary>
    public static ImmutableArray<LedgerLine> Ledger(SqliteConnection connection, JobId id)
    {
        var texts = connection
            .Rows(
                "SELECT call, text_key FROM call_text JOIN call ON id = call WHERE job = @job ORDER BY call, item",
                row => (Call: row.Whole(0), Key: StoredValue.ToTextKey(row.Bytes(1))),
                ("@job", id.Value))
            .ToLookup(item => item.Call, item => item.Key);
        var questions = connection
            .Rows(
                "SELECT call, question FROM call_question JOIN call ON id = call WHERE job = @job ORDER BY call, place",
                row => (Call: row.Whole(0), Question: StoredValue.ToQuestion(row.Bytes(1))),
                ("@job", id.Value))
            .ToLookup(item => item.Call, item => item.Question);
        return
        [
            .. connection.Rows(
                """
                SELECT id, batch, attempt, teacher, ceiling_nanodollars, at, state, input_tokens, cached_input_tokens, output_tokens,
                       cost_nanodollars, fault, ended_at, billing, settlement, model
                FROM call LEFT JOIN settled_call ON settled_call.call = id WHERE job = @job ORDER BY id
                """,
                row => LineOf(row, id, questions, texts),
                ("@job", id.Value)),
        ];
    }

    private static LedgerLine LineOf(
        SqliteDataReader row, JobId job, ILookup<long, QuestionVersion> questions, ILookup<long, TextKey> texts)
    {
        long call = row.Whole(0);
        var intent = new CallIntent
        {
            Job = job,
            Batch = BatchId.FromStored(row.Whole(1)),
            Attempt = (int)row.Whole(2),
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
