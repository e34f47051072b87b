using System.Collections.Immutable;
using System.Globalization;
using LeadScout.Questions;

namespace LeadScout.Sqlite.Service;

/// <summary>Answers of one day to one question from one kind of source.</summary>
/// <param name="Day">In UTC.</param>
/// <param name="Question">The question's version.</param>
/// <param name="Teacher">Answers of teachers.</param>
/// <param name="Person">Answers of persons.</param>
/// <param name="Audits">Those of the teachers' answers that checked the student.</param>
/// <param name="AuditErrors">Those of the audits that contradicted it.</param>
public sealed record AnswerDay(DateOnly Day, QuestionVersion Question, long Teacher, long Person, long Audits, long AuditErrors);

/// <summary>What audits found where the student said one label.</summary>
/// <param name="StudentLabel">What the student had said.</param>
/// <param name="Audits">Audits of that.</param>
/// <param name="Errors">Those of them that contradicted it.</param>
/// <param name="MostOften">What the teacher said instead, most often; null without errors.</param>
public sealed record WeakSpot(string StudentLabel, long Audits, long Errors, string? MostOften);

/// <summary>What the log says about learning, in figures.</summary>
public static class Insights
{
    /// <summary>Answers by day and question, in the order of days.</summary>
    /// <param name="store">The database.</param>
    /// <param name="since">The first moment that counts.</param>
    public static ImmutableArray<AnswerDay> Days(SqliteStore store, DateTimeOffset since) => store.Database.Read<ImmutableArray<AnswerDay>>(connection =>
    [
        .. connection.Rows(
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
            ("@since", StoredValue.Of(since))),
    ]);

    /// <summary>By what the student had said: what audits found, most errors first.</summary>
    public static ImmutableArray<WeakSpot> WeakSpots(SqliteStore store, QuestionVersion question) => store.Database.Read<ImmutableArray<WeakSpot>>(connection =>
    [
        .. connection
            .Rows(
                "SELECT audit_student_label, label, count(*) FROM answer WHERE question = @question AND audit_student_label IS NOT NULL GROUP BY 1, 2",
                row => (StudentLabel: row.Text(0), Label: row.Text(1), Count: row.Whole(2)),
                ("@question", StoredValue.Of(question)))
            .GroupBy(row => row.StudentLabel)
            .Select(group => new WeakSpot(
                group.Key,
                group.Sum(row => row.Count),
                group.Where(row => row.Label != group.Key).Sum(row => row.Count),
                group.Where(row => row.Label != group.Key).OrderByDescending(row => row.Count).ThenBy(row => row.Label, StringComparer.Ordinal).Select(row => row.Label).FirstOrDefault()))
            .OrderByDescending(spot => spot.Errors)
                .ThenByDescending(spot => spot.Audits)
                .ThenBy(spot => spot.StudentLabel, StringComparer.Ordinal),
    ]);
}
