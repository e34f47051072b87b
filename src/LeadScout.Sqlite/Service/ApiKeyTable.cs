using System.Collections.Immutable;
using Dapper;
using LeadScout.Teaching.Spending;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite.Service;

/// <summary>The table of the clients' keys.</summary>
internal static class ApiKeyTable
{
    public static ImmutableArray<ApiKey> List(SqliteConnection connection) =>
    [
        .. connection
            .Query<Row>(
                """
                SELECT id, name, scope, hash, purse_nanodollars AS purse, per_minute AS perMinute, created_at AS createdAt, ends_at AS endsAt, revoked_at AS revokedAt
                FROM api_key ORDER BY created_at, id
                """)
            .Select(row => row.ToKey()),
    ];

    public static int Save(SqliteConnection connection, ApiKey key) => connection.Execute(
        """
        INSERT OR REPLACE INTO api_key (id, name, scope, hash, purse_nanodollars, per_minute, created_at, ends_at, revoked_at)
        VALUES (@Id, @Name, @Scope, @Hash, @Purse, @PerMinute, @CreatedAt, @EndsAt, @RevokedAt)
        """,
        Row.Of(key));

    private sealed record Row(
        string Id, string Name, long Scope, byte[] Hash, long? Purse, long? PerMinute, string CreatedAt, string? EndsAt, string? RevokedAt)
    {
        public static Row Of(ApiKey key) => new(
            key.Id,
            key.Name,
            key.Scope,
            [.. key.Hash],
            key.SpendingLimit?.NanoDollars,
            key.PerMinute,
            StoredValue.Of(key.CreatedAt),
            key.EndsAt is { } ends ? StoredValue.Of(ends) : null,
            key.RevokedAt is { } revoked ? StoredValue.Of(revoked) : null);

        public ApiKey ToKey() => new()
        {
            Id = Id,
            Name = Name,
            Scope = (int)Scope,
            Hash = [.. Hash],
            SpendingLimit = StoredValue.ToMoney(Purse),
            PerMinute = (int?)PerMinute,
            CreatedAt = StoredValue.ToMoment(CreatedAt),
            EndsAt = EndsAt is null ? null : StoredValue.ToMoment(EndsAt),
            RevokedAt = RevokedAt is null ? null : StoredValue.ToMoment(RevokedAt),
        };
    }
}
