using System.Collections.Immutable;
using LeadScout.Stores;
using LeadScout.Teaching;
using LeadScout.Teaching.Spending;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite.Service;

/// <summary>The table of the clients' keys.</summary>
internal static class ApiKeyTable
{
    /// <summary>The most that may ever be spent with a key; null for no limit.</summary>
    public static Money? Limit(SqliteConnection connection, string key) =>
        StoredValue.ToMoney((long?)connection.Value("SELECT purse_nanodollars FROM api_key WHERE id = @id", ("@id", key)));

    public static ImmutableArray<ApiKey> List(SqliteConnection connection) =>
    [
        .. connection.Rows(
            """
            SELECT id, name, scope, hash, purse_nanodollars, per_minute, created_at, ends_at, revoked_at
            FROM api_key ORDER BY created_at, id
            """,
            row => new ApiKey
            {
                Id = row.Text(0),
                Name = row.Text(1),
                Scope = (int)row.Whole(2),
                Hash = [.. row.Bytes(3)],
                SpendingLimit = StoredValue.ToMoney(row.WholeOrNull(4)),
                PerMinute = (int?)row.WholeOrNull(5),
                CreatedAt = StoredValue.ToMoment(row.Text(6)),
                EndsAt = StoredValue.ToMomentOrNull(row.TextOrNull(7)),
                RevokedAt = StoredValue.ToMomentOrNull(row.TextOrNull(8)),
            }),
    ];

    public static int Save(SqliteConnection connection, ApiKey key) => connection.Run(
        """
        INSERT OR REPLACE INTO api_key (id, name, scope, hash, purse_nanodollars, per_minute, created_at, ends_at, revoked_at)
        VALUES (@id, @name, @scope, @hash, @limit, @perMinute, @createdAt, @endsAt, @revokedAt)
        """,
        ("@id", key.Id),
        ("@name", key.Name),
        ("@scope", key.Scope),
        ("@hash", key.Hash.ToArray()),
        ("@limit", key.SpendingLimit?.NanoDollars),
        ("@perMinute", key.PerMinute),
        ("@createdAt", StoredValue.Of(key.CreatedAt)),
        ("@endsAt", key.EndsAt is { } ends ? StoredValue.Of(ends) : null),
        ("@revokedAt", key.RevokedAt is { } revoked ? StoredValue.Of(revoked) : null));
}
