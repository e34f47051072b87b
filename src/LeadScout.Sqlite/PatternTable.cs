using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Stores;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite;

/// <summary>The tables of verdicts on patterns, and of where jobs applied patterns.</summary>
internal sealed class PatternTable(Database database)
{
    private readonly Lazy<SqliteCommand> _apply = new(() => database.Prepare(
        "INSERT INTO applied_pattern (job, question, pattern, texts, rows) VALUES (@job, @question, @pattern, @texts, @rows)",
        ("@job", SqliteType.Text),
        ("@question", SqliteType.Blob),
        ("@pattern", SqliteType.Blob),
        ("@texts", SqliteType.Integer),
        ("@rows", SqliteType.Integer)));

    public static int Append(SqliteConnection connection, PatternVerdict verdict) => connection.Run(
        """INSERT INTO pattern_verdict (question, pattern, retired, "by", at) VALUES (@question, @pattern, @retired, @by, @at)""",
        ("@question", StoredValue.Of(verdict.Question)),
        ("@pattern", verdict.Pattern),
        ("@retired", verdict.Retired),
        ("@by", verdict.By),
        ("@at", StoredValue.Of(verdict.At)));

    public static ImmutableArray<PatternVerdict> Verdicts(SqliteConnection connection, QuestionVersion question) =>
    [
        .. connection.Rows(
            """SELECT position, pattern, retired, "by", at FROM pattern_verdict WHERE question = @question ORDER BY position""",
            row => new PatternVerdict
            {
                Position = row.Whole(0),
                Question = question,
                Pattern = row.Text(1),
                Retired = row.Whole(2) != 0,
                By = row.Text(3),
                At = StoredValue.ToMoment(row.Text(4)),
            },
            ("@question", StoredValue.Of(question))),
    ];

    public static ImmutableArray<AppliedPattern> Applied(SqliteConnection connection, QuestionVersion question, string? teacher) =>
    [
        .. connection.Rows(
            """
            SELECT job, pattern, texts, rows FROM applied_pattern
            WHERE question = @question AND (@teacher IS NULL OR job IN (SELECT id FROM job WHERE teacher = @teacher))
            """,
            row => new AppliedPattern(
                new JobId(row.Text(0)), question, StoredValue.ToPattern(row.Bytes(1)), (int)row.Whole(2), row.Whole(3)),
            ("@question", StoredValue.Of(question)),
            ("@teacher", teacher)),
    ];

    /// <summary>Puts these in place of what the job had applied before. Inside a transaction.</summary>
    public int Apply(SqliteConnection connection, JobId job, IReadOnlyCollection<AppliedPattern> applied)
    {
        connection.Run("DELETE FROM applied_pattern WHERE job = @job", ("@job", job.Value));
        var values = _apply.Value.Parameters;
        foreach (var pattern in applied)
        {
            values[0].Value = pattern.Job.Value;
            values[1].Value = StoredValue.Of(pattern.Question);
            values[2].Value = StoredValue.Of(pattern.Pattern);
            values[3].Value = pattern.Texts;
            values[4].Value = pattern.Rows;
            _apply.Value.ExecuteNonQuery();
        }

        return applied.Count;
    }
}
