using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Stores;
using LeadScout.Texts;
using Npgsql;
using NpgsqlTypes;

namespace LeadScout.Postgres;

/// <summary>The answer log's table. All that change it hold the row of <c>log</c>, so that positions have no gaps and become visible in order.</summary>
internal static class AnswerTable
{
    public const int Page = 1000;

    private const int FewAnswers = 200; // more are copied in bulk

    private const string Columns = """
        position, answer.question, text_key, text, label, source, answer."by", job, call, answer.at, audit_student_label, audit_probability,
        imported_call, retraction."by", retraction.at
        """;

    private const string From = "FROM answer LEFT JOIN retraction ON retraction.answer = position AND retraction.question = answer.question";

    private const string InsertSql = """
        INSERT INTO answer
            (position, question, text_key, text, label, source, "by", job, call, at, audit_student_label, audit_probability, imported_call)
        SELECT @first + place - 1, question, text_key, text, label, source, "by", job, call, at, student, probability, imported
        FROM unnest(@questions, @keys, @texts, @labels, @sources, @bys, @jobs, @calls, @ats, @students, @probabilities, @imported) WITH ORDINALITY
            AS row (question, text_key, text, label, source, "by", job, call, at, student, probability, imported, place)
        """;

    /// <summary>Holds the log until the transaction ends, and makes room for so many answers at its end.</summary>
    /// <returns>The first position of the room.</returns>
    public static async Task<long> ReserveAsync(NpgsqlConnection connection, int answers) => 1 - answers + await connection.WholeAsync(
        $"UPDATE log SET position = position + @answers RETURNING position, pg_notify('{LogWatch.Channel}', '')", ("answers", (long)answers)).ConfigureAwait(false);

    /// <summary>Holds the log until the transaction ends, in which something else is done to it than appended.</summary>
    public static Task ReviseAsync(NpgsqlConnection connection) =>
        connection.ValueAsync($"UPDATE log SET revision = revision + 1 RETURNING revision, pg_notify('{LogWatch.Channel}', '')");

    /// <summary>The newest position that was given, and how often the log was revised.</summary>
    public static async Task<LogState> StateAsync(NpgsqlConnection connection) =>
        (await connection.RowsAsync("SELECT position, revision FROM log", row => new LogState(row.Whole(0), row.Whole(1))).ConfigureAwait(false))[0];

    /// <summary>Appends answers in their order, under this job and call where they are given. Inside a transaction.</summary>
    public static async Task<int> InsertAsync(NpgsqlConnection connection, IReadOnlyList<Answer> answers, string? job, long? call)
    {
        if (answers.Count == 0)
        {
            return 0;
        }

        var first = await ReserveAsync(connection, answers.Count).ConfigureAwait(false);
        var rows = answers.Select((answer, place) => answer with
        {
            Position = first + place,
            Job = call is null ? answer.Job : job is null ? null : new JobId(job),
            Call = call,
        }).ToArray();
        await (rows.Length <= FewAnswers ? InsertFewAsync(connection, first, rows) : CopyAsync(connection, rows)).ConfigureAwait(false);
        foreach (var row in rows.Where(row => row.Retracted is not null))
        {
            await RetractAsync(connection, row.Position, row.Retracted!).ConfigureAwait(false);
        }

        return rows.Length;
    }

    /// <summary>Appends rows under the positions that they have, in bulk. Inside a transaction.</summary>
    public static async Task CopyAsync(NpgsqlConnection connection, IReadOnlyCollection<Answer> rows)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            """
            COPY answer (position, question, text_key, text, label, source, "by", job, call, at, audit_student_label, audit_probability, imported_call)
            FROM STDIN (FORMAT BINARY)
            """).ConfigureAwait(false);
        foreach (var row in rows)
        {
            await copy.StartRowAsync().ConfigureAwait(false);
            await copy.WriteAsync(row.Position, NpgsqlDbType.Bigint).ConfigureAwait(false);
            await copy.WriteAsync(StoredValue.Of(row.Question), NpgsqlDbType.Bytea).ConfigureAwait(false);
            await copy.WriteAsync(StoredValue.Of(row.Key), NpgsqlDbType.Bytea).ConfigureAwait(false);
            await copy.WriteAsync(Encoding.UTF8.GetBytes(row.Text), NpgsqlDbType.Bytea).ConfigureAwait(false);
            await copy.WriteAsync(StoredValue.Storable(row.Label), NpgsqlDbType.Text).ConfigureAwait(false);
            await copy.WriteAsync((short)row.Source, NpgsqlDbType.Smallint).ConfigureAwait(false);
            await copy.WriteAsync(StoredValue.Storable(row.By), NpgsqlDbType.Text).ConfigureAwait(false);
            await WriteOrNullAsync(copy, row.Job?.Value, NpgsqlDbType.Text).ConfigureAwait(false);
            await WriteOrNullAsync(copy, row.Call, NpgsqlDbType.Bigint).ConfigureAwait(false);
            await copy.WriteAsync(StoredValue.Of(row.At), NpgsqlDbType.Text).ConfigureAwait(false);
            await WriteOrNullAsync(copy, row.Audit is { } audit ? StoredValue.Storable(audit.StudentLabel) : null, NpgsqlDbType.Text).ConfigureAwait(false);
            await WriteOrNullAsync(copy, row.Audit?.Probability, NpgsqlDbType.Double).ConfigureAwait(false);
            await WriteOrNullAsync(copy, row.ImportedCall, NpgsqlDbType.Bigint).ConfigureAwait(false);
        }

        await copy.CompleteAsync().ConfigureAwait(false);
    }

    /// <summary>Takes a person's answer back. Inside a transaction.</summary>
    public static async Task<int> RetractAsync(NpgsqlConnection connection, long position, Retraction retraction)
    {
        await ReviseAsync(connection).ConfigureAwait(false);
        return await connection.RunAsync(
            """
            INSERT INTO retraction (answer, question, "by", at)
            SELECT position, question, @by, @at FROM answer
            WHERE position = @position AND source = 1 AND position NOT IN (SELECT answer FROM retraction)
            """,
            ("position", position),
            ("by", retraction.By),
            ("at", StoredValue.Of(retraction.At))).ConfigureAwait(false);
    }

    /// <summary>Every entry about a text.</summary>
    public static Task<List<Answer>> FindAsync(NpgsqlConnection connection, QuestionVersion question, TextKey key) => connection.RowsAsync(
        $"SELECT {Columns} {From} WHERE text_key = @key AND answer.question = @question ORDER BY position",
        AnswerOf,
        ("key", StoredValue.Of(key)),
        ("question", StoredValue.Of(question)));

    /// <summary>
    /// The next page of entries after one position and up to another, empty at the end. For a teacher's jobs only what counts there; all
    /// for null.
    /// </summary>
    public static Task<List<Answer>> ReadPageAsync(
        NpgsqlConnection connection, QuestionVersion? question, string? teacher, long after, long until, int page = Page) => connection.RowsAsync(
            $"""
            SELECT {Columns} {From}
            WHERE position > @after AND position <= @until{(question is null ? "" : " AND answer.question = @question")}
                {(teacher is null ? "" : """AND (source = 1 OR answer."by" = @teacher) AND retraction.answer IS NULL""")}
            ORDER BY position LIMIT @page
            """,
            AnswerOf,
            [
                ("after", after),
                ("until", until),
                ("page", page),
                .. question is { } one ? [("question", StoredValue.Of(one))] : ReadOnlySpan<(string, object?)>.Empty,
                .. teacher is null ? ReadOnlySpan<(string, object?)>.Empty : [("teacher", teacher)],
            ]);

    public static Task<long> LogPositionAsync(NpgsqlConnection connection) =>
        connection.WholeAsync("SELECT coalesce(max(position), 0) FROM answer");

    /// <summary>The teachers with answers to a question, by name.</summary>
    public static async Task<ImmutableArray<string>> TeachersAsync(NpgsqlConnection connection, QuestionVersion question) =>
    [
        .. await connection.RowsAsync(
            """SELECT DISTINCT "by" FROM answer WHERE question = @question AND source = 0 ORDER BY 1""",
            row => row.Text(0),
            ("question", StoredValue.Of(question))).ConfigureAwait(false),
    ];

    /// <summary>Who gave how many answers.</summary>
    public static async Task<ImmutableArray<AnswerCount>> CountAsync(NpgsqlConnection connection) =>
    [
        .. await connection.RowsAsync(
            $"""
            SELECT answer.question, source, answer."by", count(*) AS answers, count(DISTINCT text_key), count(retraction.at), min(answer.at),
                   max(answer.at)
            {From} GROUP BY answer.question, source, answer."by" ORDER BY answer.question, answers DESC, answer."by"
            """,
            row => new AnswerCount(
                StoredValue.ToQuestion(row.Bytes(0)),
                (AnswerSource)row.GetInt16(1),
                row.Text(2),
                row.Whole(3),
                row.Whole(4),
                row.Whole(5),
                StoredValue.ToMoment(row.Text(6)),
                StoredValue.ToMoment(row.Text(7)))).ConfigureAwait(false),
    ];

    /// <summary>Answers by day and question, in the order of days.</summary>
    public static async Task<ImmutableArray<AnswerDay>> DaysAsync(NpgsqlConnection connection, DateTimeOffset since) =>
    [
        .. await connection.RowsAsync(
            """
            SELECT substr(at, 1, 10), question, count(*) FILTER (WHERE source = 0), count(*) FILTER (WHERE source = 1),
                   count(audit_student_label), count(*) FILTER (WHERE audit_student_label <> label)
            FROM answer WHERE at >= @since GROUP BY 1, 2 ORDER BY 1, 2
            """,
            row => new AnswerDay(
                DateOnly.ParseExact(row.Text(0), "yyyy-MM-dd", CultureInfo.InvariantCulture),
                StoredValue.ToQuestion(row.Bytes(1)),
                row.Whole(2),
                row.Whole(3),
                row.Whole(4),
                row.Whole(5)),
            ("since", StoredValue.Of(since))).ConfigureAwait(false),
    ];

    /// <summary>What the student said in audits, and what the teacher did.</summary>
    public static Task<List<(string StudentLabel, string Label, long Count)>> AuditsAsync(NpgsqlConnection connection, QuestionVersion question) =>
        connection.RowsAsync(
            "SELECT audit_student_label, label, count(*) FROM answer WHERE question = @question AND audit_student_label IS NOT NULL GROUP BY 1, 2",
            row => (row.Text(0), row.Text(1), row.Whole(2)),
            ("question", StoredValue.Of(question)));

    private static Task<int> InsertFewAsync(NpgsqlConnection connection, long first, Answer[] rows) => connection.RunAsync(
        InsertSql,
        ("first", first),
        ("questions", rows.Select(row => StoredValue.Of(row.Question)).ToArray()),
        ("keys", rows.Select(row => StoredValue.Of(row.Key)).ToArray()),
        ("texts", rows.Select(row => Encoding.UTF8.GetBytes(row.Text)).ToArray()),
        ("labels", rows.Select(row => StoredValue.Storable(row.Label)).ToArray()),
        ("sources", rows.Select(row => (short)row.Source).ToArray()),
        ("bys", rows.Select(row => StoredValue.Storable(row.By)).ToArray()),
        ("jobs", rows.Select(row => row.Job?.Value).ToArray()),
        ("calls", rows.Select(row => row.Call).ToArray()),
        ("ats", rows.Select(row => StoredValue.Of(row.At)).ToArray()),
        ("students", rows.Select(row => row.Audit is { } audit ? StoredValue.Storable(audit.StudentLabel) : null).ToArray()),
        ("probabilities", rows.Select(row => row.Audit?.Probability).ToArray()),
        ("imported", rows.Select(row => row.ImportedCall).ToArray()));

    private static Task WriteOrNullAsync<T>(NpgsqlBinaryImporter copy, T? value, NpgsqlDbType type) =>
        value is null ? copy.WriteNullAsync() : copy.WriteAsync(value, type);

    private static Answer AnswerOf(NpgsqlDataReader row) => new()
    {
        Position = row.Whole(0),
        Question = StoredValue.ToQuestion(row.Bytes(1)),
        Key = StoredValue.ToTextKey(row.Bytes(2)),
        Text = Encoding.UTF8.GetString(row.Bytes(3)),
        Label = row.Text(4),
        Source = (AnswerSource)row.GetInt16(5),
        By = row.Text(6),
        Job = row.TextOrNull(7) is { } job ? new JobId(job) : null,
        Call = row.WholeOrNull(8),
        At = StoredValue.ToMoment(row.Text(9)),
        Audit = row.TextOrNull(10) is { } student ? new AuditMark(student, row.GetDouble(11)) : null,
        ImportedCall = row.WholeOrNull(12),
        Retracted = row.TextOrNull(13) is { } by ? new Retraction(by, StoredValue.ToMoment(row.Text(14))) : null,
    };
}
