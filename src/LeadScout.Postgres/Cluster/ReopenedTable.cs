using LeadScout.Questions;
using LeadScout.Stores;
using Npgsql;

namespace LeadScout.Postgres.Cluster;

/// <summary>The table of the questions whose log has changed otherwise than by growing.</summary>
internal static class ReopenedTable
{
    /// <summary>Tells of one, and forgets what everybody has heard. Inside a transaction.</summary>
    public static async Task<int> TellAsync(NpgsqlConnection connection, QuestionVersion question)
    {
        await connection.RunAsync("SELECT 1 FROM log FOR UPDATE").ConfigureAwait(false);
        return await connection.RunAsync(
            """
            DELETE FROM reopened_question WHERE at < clock_timestamp() - interval '1 day';
            INSERT INTO reopened_question (question) VALUES (@question)
            """,
            ("question", StoredValue.Of(question))).ConfigureAwait(false);
    }

    public static Task<List<(long Number, QuestionVersion Question)>> AfterAsync(NpgsqlConnection connection, long number) => connection.RowsAsync(
        "SELECT number, question FROM reopened_question WHERE number > @number ORDER BY number",
        row => (row.Whole(0), StoredValue.ToQuestion(row.Bytes(1))),
        ("number", number));

    public static Task<long> LatestAsync(NpgsqlConnection connection) =>
        connection.WholeAsync("SELECT coalesce(max(number), 0) FROM reopened_question");
}
