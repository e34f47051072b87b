using LeadScout.Answers;
using LeadScout.Stores;
using LeadScout.Teaching.Asking;
using Npgsql;

namespace LeadScout.Postgres;

/// <summary>The texts in flight, over all processes.</summary>
internal static class ClaimTable
{
    // In the order of the keys, so that two who want the same texts wait for one another and never crosswise.
    private const string TakeSql = $"""
        INSERT INTO claim (teacher, question, text_key, job, holder)
        SELECT @teacher, question, text_key, @job::text, @holder FROM unnest(@questions, @keys) AS wanted (question, text_key)
        ORDER BY question, text_key
        ON CONFLICT (teacher, question, text_key) DO UPDATE SET job = excluded.job, holder = excluded.holder
        WHERE claim.holder = excluded.holder OR claim.job = excluded.job OR NOT {LeaseTable.ClaimantIsConnected}
        RETURNING question, text_key
        """;

    /// <summary>Claims what no other living process has claimed for another job. Inside a transaction.</summary>
    public static async Task<IReadOnlySet<AskId>> TakeAsync(
        NpgsqlConnection connection, JobId? job, string teacher, IReadOnlyCollection<AskId> asks, int holder) =>
        (await connection.RowsAsync(
            TakeSql,
            row => new AskId(StoredValue.ToQuestion(row.Bytes(0)), StoredValue.ToTextKey(row.Bytes(1))),
            [("job", job?.Value), .. Of(teacher, asks, holder)]).ConfigureAwait(false)).ToHashSet();

    /// <summary>Lets claims go. Inside a transaction.</summary>
    public static Task<int> EndAsync(NpgsqlConnection connection, string teacher, IReadOnlyCollection<AskId> asks, int holder) =>
        connection.RunAsync(
            """
            DELETE FROM claim USING unnest(@questions, @keys) AS ended (question, text_key)
            WHERE teacher = @teacher AND holder = @holder AND claim.question = ended.question AND claim.text_key = ended.text_key
            """,
            Of(teacher, asks, holder));

    private static (string, object?)[] Of(string teacher, IReadOnlyCollection<AskId> asks, int holder) =>
    [
        ("teacher", teacher),
        ("holder", holder),
        ("questions", asks.Select(ask => StoredValue.Of(ask.Question)).ToArray()),
        ("keys", asks.Select(ask => StoredValue.Of(ask.Text)).ToArray()),
    ];
}
