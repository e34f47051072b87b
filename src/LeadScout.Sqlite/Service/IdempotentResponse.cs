using System.Collections.Immutable;
using Dapper;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite.Service;

/// <summary>What was answered to a request with an idempotency key.</summary>
/// <param name="Caller">Whose key it is: two callers' keys have nothing to do with each other.</param>
/// <param name="Key">The idempotency key.</param>
/// <param name="Fingerprint">SHA-256 of what was asked for.</param>
/// <param name="At">When.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The answer, as JSON.</param>
public sealed record IdempotentResponse(
    string Caller, string Key, ImmutableArray<byte> Fingerprint, DateTimeOffset At, int Status, string Body);

/// <summary>The table of those.</summary>
internal static class IdempotentResponseTable
{
    public static IdempotentResponse? Find(SqliteConnection connection, string caller, string key) => connection
        .Query<(byte[] Fingerprint, string At, long Status, string Body)>(
            "SELECT fingerprint, at, status, body FROM repeat WHERE caller = @caller AND key = @key", new { caller, key })
        .Select(row => new IdempotentResponse(caller, key, [.. row.Fingerprint], StoredValue.ToMoment(row.At), (int)row.Status, row.Body))
        .FirstOrDefault();

    /// <summary>Keeps one, and lets go of those from before a moment. Inside a transaction.</summary>
    public static int Save(SqliteConnection connection, IdempotentResponse response, DateTimeOffset keepFrom) => connection.Execute(
        """
        DELETE FROM repeat WHERE at < @from;
        INSERT OR REPLACE INTO repeat (caller, key, fingerprint, at, status, body) VALUES (@Caller, @Key, @fingerprint, @at, @Status, @Body)
        """,
        new { from = StoredValue.Of(keepFrom), response.Caller, response.Key, fingerprint = response.Fingerprint.ToArray(), at = StoredValue.Of(response.At), response.Status, response.Body });

    /// <summary>Answers may hold texts: who forgets a text forgets them all.</summary>
    public static int Clear(SqliteConnection connection) => connection.Execute("DELETE FROM repeat");
}
