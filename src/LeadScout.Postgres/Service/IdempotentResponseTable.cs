using LeadScout.Stores;
using Npgsql;

namespace LeadScout.Postgres.Service;

/// <summary>The table of what was answered to requests with an idempotency key.</summary>
internal static class IdempotentResponseTable
{
    public static async Task<IdempotentResponse?> FindAsync(NpgsqlConnection connection, string caller, string key) =>
        (await connection.RowsAsync(
            "SELECT fingerprint, at, status, body FROM idempotent_response WHERE caller = @caller AND key = @key",
            row => new IdempotentResponse(
                caller, key, [.. row.Bytes(0)], StoredValue.ToMoment(row.Text(1)), row.GetInt32(2), row.Text(3)),
            ("caller", caller),
            ("key", key)).ConfigureAwait(false)).FirstOrDefault();

    /// <summary>Keeps one, and lets go of those from before a moment. Inside a transaction.</summary>
    public static Task<int> SaveAsync(NpgsqlConnection connection, IdempotentResponse response, DateTimeOffset keepFrom) => connection.RunAsync(
        """
        DELETE FROM idempotent_response WHERE at < @from;
        INSERT INTO idempotent_response (caller, key, fingerprint, at, status, body)
        VALUES (@caller, @key, @fingerprint, @at, @status, @body)
        ON CONFLICT (caller, key) DO UPDATE SET
            fingerprint = excluded.fingerprint, at = excluded.at, status = excluded.status, body = excluded.body
        """,
        ("from", StoredValue.Of(keepFrom)),
        ("caller", response.Caller),
        ("key", response.Key),
        ("fingerprint", response.Fingerprint.ToArray()),
        ("at", StoredValue.Of(response.At)),
        ("status", response.Status),
        ("body", response.Body));
}
