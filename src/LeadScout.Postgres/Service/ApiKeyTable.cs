using System.Collections.Immutable;
using LeadScout.Stores;
using Npgsql;

namespace LeadScout.Postgres.Service;

/// <summary>The table of the clients' keys.</summary>
internal static class ApiKeyTable
{
    public static async Task<ImmutableArray<ApiKey>> ListAsync(NpgsqlConnection connection) =>
    [
        .. await connection.RowsAsync(
            """
            SELECT id, name, scope, hash, spending_limit_nanodollars, per_minute, created_at, ends_at, revoked_at
            FROM api_key ORDER BY created_at, id
            """,
            row => new ApiKey
            {
                Id = row.Text(0),
                Name = row.Text(1),
                Scope = row.GetInt16(2),
                Hash = [.. row.Bytes(3)],
                SpendingLimit = StoredValue.ToMoney(row.WholeOrNull(4)),
                PerMinute = row.IsDBNull(5) ? null : row.GetInt32(5),
                CreatedAt = StoredValue.ToMoment(row.Text(6)),
                EndsAt = StoredValue.ToMomentOrNull(row.TextOrNull(7)),
                RevokedAt = StoredValue.ToMomentOrNull(row.TextOrNull(8)),
            }).ConfigureAwait(false),
    ];

    public static Task<int> SaveAsync(NpgsqlConnection connection, ApiKey key) => connection.RunAsync(
        """
        INSERT INTO api_key (id, name, scope, hash, spending_limit_nanodollars, per_minute, created_at, ends_at, revoked_at)
        VALUES (@id, @name, @scope, @hash, @limit::bigint, @perMinute::integer, @createdAt, @endsAt::text, @revokedAt::text)
        ON CONFLICT (id) DO UPDATE SET
            name = excluded.name, scope = excluded.scope, hash = excluded.hash, spending_limit_nanodollars = excluded.spending_limit_nanodollars,
            per_minute = excluded.per_minute, created_at = excluded.created_at, ends_at = excluded.ends_at, revoked_at = excluded.revoked_at
        """,
        ("id", key.Id),
        ("name", key.Name),
        ("scope", (short)key.Scope),
        ("hash", key.Hash.ToArray()),
        ("limit", key.SpendingLimit?.NanoDollars),
        ("perMinute", key.PerMinute),
        ("createdAt", StoredValue.Of(key.CreatedAt)),
        ("endsAt", key.EndsAt is { } ends ? StoredValue.Of(ends) : null),
        ("revokedAt", key.RevokedAt is { } revoked ? StoredValue.Of(revoked) : null));
}
