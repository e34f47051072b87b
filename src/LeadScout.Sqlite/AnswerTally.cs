using LeadScout.Questions;
using LeadScout.Stores;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite;

/// <summary>How many answers, and the exclusive or of their checksums: whoever reads them all comes to what the log says it has.</summary>
/// <param name="Answers">How many.</param>
/// <param name="Checksums">Of those that have one.</param>
internal readonly record struct AnswerTally(long Answers, long Checksums)
{
    public AnswerTally With(long? checksum) => new(Answers + 1, Checksums ^ (checksum ?? 0));

    private AnswerTally Without(long? checksum) => new(Answers - 1, Checksums ^ (checksum ?? 0));

    /// <summary>
    /// What the log has to a question, or to all; for a teacher's jobs only what counts there. One statement's look, or one
    /// transaction's.
    /// </summary>
    public static AnswerTally Expected(SqliteConnection connection, QuestionVersion? question, string? teacher)
    {
        object? stored = question is { } one ? StoredValue.Of(one) : null;
        var tally = connection
            .Rows(
                """
                SELECT answers, checksums FROM answer_total
                WHERE (@question IS NULL OR question = @question) AND (@teacher IS NULL OR source = 1 OR "by" = @teacher)
                """,
                row => new AnswerTally(row.Whole(0), row.Whole(1)),
                ("@question", stored),
                ("@teacher", teacher))
            .Aggregate(default(AnswerTally), (sum, total) => new(sum.Answers + total.Answers, sum.Checksums ^ total.Checksums));
        return teacher is null ? tally : connection
            .Rows(
                "SELECT checksum FROM retraction JOIN answer ON position = answer WHERE question = @question",
                row => row.WholeOrNull(0),
                ("@question", stored))
            .Aggregate(tally, (sum, checksum) => sum.Without(checksum));
    }
}
