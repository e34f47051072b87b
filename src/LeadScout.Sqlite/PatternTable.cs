using System.Collections.Immutable;
using Dapper;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Patterns;
using LeadScout.Questions;
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

    public static int Append(SqliteConnection connection, PatternVerdict verdict) => connection.Execute(
        """INSERT INTO pattern_verdict (question, pattern, retired, "by", at) VALUES (@question, @Pattern, @Retired, @By, @at)""",
        new { question = StoredValue.Of(verdict.Question), verdict.Pattern, verdict.Retired, verdict.By, at = StoredValue.Of(verdict.At) });

    public static ImmutableArray<PatternVerdict> Verdicts(SqliteConnection connection, QuestionVersion question) =>
    [
        .. connection
            .Query<(long Position, string Pattern, bool Retired, string By, string At)>(
                """SELECT position, pattern, retired, "by", at FROM pattern_verdict WHERE question = @question ORDER BY position""",
                new { question = StoredValue.Of(question) })
            .Select(row => new PatternVerdict
            {
                Position = row.Position,
                Question = question,
                Pattern = row.Pattern,
                Retired = row.Retired,
                By = row.By,
                At = StoredValue.ToMoment(row.At),
            }),
    ];

    public static ImmutableArray<AppliedPattern> Applied(SqliteConnection connection, QuestionVersion question, string? teacher) =>
    [
        .. connection
            .Query<(string Job, byte[] Pattern, long Texts, long Rows)>(
                """
                SELECT job, pattern, texts, rows FROM applied_pattern
                WHERE question = @question AND (@teacher IS NULL OR job IN (SELECT id FROM job WHERE teacher = @teacher))
                """,
                new { question = StoredValue.Of(question), teacher })
            .Select(row => new AppliedPattern(new JobId(row.Job), question, StoredValue.ToPattern(row.Pattern), (int)row.Texts, row.Rows)),
    ];

    /// <summary>Puts these in place of what the job had applied before. Inside a transaction.</summary>
    public int Apply(SqliteConnection connection, JobId job, IReadOnlyCollection<AppliedPattern> applied)
    {
        connection.Execute("DELETE FROM applied_pattern WHERE job = @job", new { job = job.Value });
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
