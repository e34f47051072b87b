using System.Collections.Immutable;
using System.Globalization;
using LeadScout.Questions;
using LeadScout.Stores;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite.Service;

/// <summary>What the log says about learning, in figures.</summary>
internal static class Insights
{
    /// <summary>Answers by day and question, in the order of days.</summary>
    public static ImmutableArray<AnswerDay> Days(SqliteConnection connection, DateTimeOffset since) =>
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
    ];

    /// <summary>By what the student had said: what audits found, most errors first.</summary>
    public static ImmutableArray<WeakSpot> WeakSpots(SqliteConnection connection, QuestionVersion question) =>
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
    ];
}
