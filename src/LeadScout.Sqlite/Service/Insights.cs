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
    public static ImmutableArray<WeakSpot> WeakSpots(SqliteConnection connection, QuestionVersion question) => WeakSpot.Of(
        connection.Rows(
            "SELECT audit_student_label, label, count(*) FROM answer WHERE question = @question AND audit_student_label IS NOT NULL GROUP BY 1, 2",
            row => (row.Text(0), row.Text(1), row.Whole(2)),
            ("@question", StoredValue.Of(question))));
}
