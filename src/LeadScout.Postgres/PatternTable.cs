using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Stores;
using Npgsql;

namespace LeadScout.Postgres;

/// <summary>The tables of verdicts on patterns, and of where jobs applied patterns.</summary>
internal static class PatternTable
{
    /// <summary>Appends a verdict; the log's row gives them their order. Inside a transaction.</summary>
    public static async Task<int> AppendAsync(NpgsqlConnection connection, PatternVerdict verdict)
    {
        await AnswerTable.ReviseAsync(connection).ConfigureAwait(false);
        return await connection.RunAsync(
            """
            INSERT INTO pattern_verdict (position, question, pattern, retired, "by", at)
            SELECT coalesce(max(position), 0) + 1, @question, @pattern, @retired, @by, @at FROM pattern_verdict
            """,
            ("question", StoredValue.Of(verdict.Question)),
            ("pattern", verdict.Pattern),
            ("retired", verdict.Retired),
            ("by", verdict.By),
            ("at", StoredValue.Of(verdict.At))).ConfigureAwait(false);
    }

    public static async Task<ImmutableArray<PatternVerdict>> VerdictsAsync(NpgsqlConnection connection, QuestionVersion question) =>
    [
        .. await connection.RowsAsync(
            """SELECT position, pattern, retired, "by", at FROM pattern_verdict WHERE question = @question ORDER BY position""",
            row => new PatternVerdict
            {
                Position = row.Whole(0),
                Question = question,
                Pattern = row.Text(1),
                Retired = row.GetBoolean(2),
                By = row.Text(3),
                At = StoredValue.ToMoment(row.Text(4)),
            },
            ("question", StoredValue.Of(question))).ConfigureAwait(false),
    ];

    public static async Task<ImmutableArray<AppliedPattern>> AppliedAsync(NpgsqlConnection connection, QuestionVersion question, string? teacher) =>
    [
        .. await connection.RowsAsync(
            """
            SELECT job, pattern, texts, rows FROM applied_pattern
            WHERE question = @question AND (@teacher::text IS NULL OR job IN (SELECT id FROM job WHERE teacher = @teacher::text))
            ORDER BY job, pattern
            """,
            row => new AppliedPattern(
                new JobId(row.Text(0)), question, StoredValue.ToPattern(row.Bytes(1)), row.GetInt32(2), row.Whole(3)),
            ("question", StoredValue.Of(question)),
            ("teacher", teacher)).ConfigureAwait(false),
    ];

    /// <summary>Puts these in place of what the job had applied before. Inside a transaction.</summary>
    public static async Task<int> ApplyAsync(NpgsqlConnection connection, JobId job, IReadOnlyCollection<AppliedPattern> applied)
    {
        await connection.RunAsync("DELETE FROM applied_pattern WHERE job = @job", ("job", job.Value)).ConfigureAwait(false);
        return await connection.RunAsync(
            """
            INSERT INTO applied_pattern (job, question, pattern, texts, rows)
            SELECT @job, question, pattern, texts, rows FROM unnest(@questions, @patterns, @texts, @rows) AS row (question, pattern, texts, rows)
            """,
            ("job", job.Value),
            ("questions", applied.Select(one => StoredValue.Of(one.Question)).ToArray()),
            ("patterns", applied.Select(one => StoredValue.Of(one.Pattern)).ToArray()),
            ("texts", applied.Select(one => one.Texts).ToArray()),
            ("rows", applied.Select(one => one.Rows).ToArray())).ConfigureAwait(false);
    }
}
