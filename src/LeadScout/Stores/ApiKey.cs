using System.Collections.Immutable;
using LeadScout.Teaching;
using LeadScout.Teaching.Spending;

namespace LeadScout.Stores;

/// <summary>A key of a client of the server, without its secret.</summary>
public sealed record ApiKey
{
    /// <summary>Eight characters, part of the key itself.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required string Name { get; init; }

    /// <summary>0 read, 1 label, 2 admin.</summary>
    public required int Scope { get; init; }

    /// <summary>SHA-256 of the secret.</summary>
    public required ImmutableArray<byte> Hash { get; init; }

    /// <summary>The most that may ever be spent with it; null for no limit.</summary>
    public Money? SpendingLimit { get; init; }

    /// <summary>The most requests in any minute; null for the server's default.</summary>
    public int? PerMinute { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends; null for never.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>When it was revoked; null when it was not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }
}
