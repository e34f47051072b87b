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
        ON CONFLICT (teacher, question, text_key) DO UPDATE SET job = excluded.job, holder = excluded.holder, number = excluded.number, renewed_at = excluded.renewed_at
        WHERE claim.holder = excluded.holder OR claim.job = excluded.job OR NOT ({LeaseTable.ClaimantIsAlive})
        RETURNING question, text_key, number
        """;

    /// <summary>For how long to wait before claims are taken over whose holder is out of sight.</summary>
    public static Task<TimeSpan> GraceAsync(NpgsqlConnection connection, string teacher, IReadOnlyCollection<AskId> asks, int holder) =>
        LeaseTable.GraceAsync(
            connection,
            teacher,
            [.. asks.Select(ask => StoredValue.Of(ask.Question))],
            [.. asks.Select(ask => StoredValue.Of(ask.Text))],
            holder);

    /// <summary>Claims what no other living process has claimed for another job. Inside a transaction.</summary>
    /// <returns>The claims with their numbers.</returns>
    public static async Task<IReadOnlyDictionary<AskId, long>> TakeAsync(
        NpgsqlConnection connection, JobId? job, string teacher, IReadOnlyCollection<AskId> asks, int holder) =>
        (await connection.RowsAsync(
            TakeSql,
            row => (Ask: new AskId(StoredValue.ToQuestion(row.Bytes(0)), StoredValue.ToTextKey(row.Bytes(1))), Number: row.Whole(2)),
            ("job", job?.Value),
            ("teacher", teacher),
            ("holder", holder),
            ("questions", asks.Select(ask => StoredValue.Of(ask.Question)).ToArray()),
            ("keys", asks.Select(ask => StoredValue.Of(ask.Text)).ToArray())).ConfigureAwait(false)).ToDictionary(claim => claim.Ask, claim => claim.Number);

    /// <summary>Says that the holder of claims is alive.</summary>
    public static Task<int> RenewAsync(NpgsqlConnection connection, IReadOnlyCollection<long> numbers, CancellationToken cancellationToken) =>
        connection.RunAsync(
            "UPDATE claim SET renewed_at = clock_timestamp() WHERE number = ANY (@numbers)", cancellationToken, ("numbers", numbers.ToArray()));

    /// <summary>Lets all claims of a job go: a new runner has taken it over. Inside the transaction that raises its epoch.</summary>
    public static Task<int> EndAsync(NpgsqlConnection connection, JobId job) =>
        connection.RunAsync("DELETE FROM claim WHERE job = @job", ("job", job.Value));

    /// <summary>Lets claims go, as far as they are still these.</summary>
    public static Task<int> EndAsync(NpgsqlConnection connection, IReadOnlyCollection<long> numbers, CancellationToken cancellationToken) =>
        connection.RunAsync("DELETE FROM claim WHERE number = ANY (@numbers)", cancellationToken, ("numbers", numbers.ToArray()));
}
