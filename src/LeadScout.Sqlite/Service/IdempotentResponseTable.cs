using System.Collections.Immutable;
using LeadScout.Stores;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite.Service;

/// <summary>The table of those.</summary>
internal static class IdempotentResponseTable
{
    public static IdempotentResponse? Find(SqliteConnection connection, string caller, string key) => connection
        .Rows(
            "SELECT fingerprint, at, status, body FROM repeat WHERE caller = @caller AND key = @key",
            row => new IdempotentResponse(
                caller, key, [.. row.Bytes(0)], StoredValue.ToMoment(row.Text(1)), (int)row.Whole(2), row.Text(3)),
            ("@caller", caller),
            ("@key", key))
        .FirstOrDefault();

    /// <summary>Keeps one, and lets go of those from before a moment. Inside a transaction.</summary>
    public static int Save(SqliteConnection connection, IdempotentResponse response, DateTimeOffset keepFrom) => connection.Run(
        """
        DELETE FROM repeat WHERE at < @from;
        INSERT OR REPLACE INTO repeat (caller, key, fingerprint, at, status, body) VALUES (@caller, @key, @fingerprint, @at, @status, @body)
        """,
        ("@from", StoredValue.Of(keepFrom)),
        ("@caller", response.Caller),
        ("@key", response.Key),
        ("@fingerprint", response.Fingerprint.ToArray()),
        ("@at", StoredValue.Of(response.At)),
        ("@status", response.Status),
        ("@body", response.Body));

    /// <summary>Answers may hold texts: who forgets a text forgets them all.</summary>
    public static int Clear(SqliteConnection connection) => connection.Run("DELETE FROM repeat");
}
