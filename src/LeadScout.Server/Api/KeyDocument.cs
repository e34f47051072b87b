using System.Text.Json.Serialization;
using LeadScout.Server.Access;
using LeadScout.Stores;

namespace LeadScout.Server.Api;

/// <summary>A key, without its secret.</summary>
internal sealed record KeyDocument(
    string Id,
    string Name,
    string Scope,
    [property: JsonPropertyName("purseUsd")] decimal? SpendingLimitUsd,
    int? PerMinute,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EndsAt,
    DateTimeOffset? RevokedAt)
{
    internal static KeyDocument Of(ApiKey key) => new(
        key.Id, key.Name, ((Scope)key.Scope).ToString().ToLowerInvariant(), key.SpendingLimit?.Dollars, key.PerMinute, key.CreatedAt,
        key.EndsAt, key.RevokedAt);
}

/// <summary>A key that was just made, with its text, which is shown this once.</summary>
internal sealed record NewKeyDocument(KeyDocument Key, string Text);

/// <summary>A key that is wanted.</summary>
internal sealed record KeyRequest(
    string Name,
    string Scope,
    [property: JsonPropertyName("purseUsd")] decimal? SpendingLimitUsd = null,
    int? PerMinute = null,
    int? Days = null)
{
    internal Scope ScopeOf() => Scope switch
    {
        "read" => Access.Scope.Read,
        "label" => Access.Scope.Label,
        "admin" => Access.Scope.Admin,
        _ => throw new RefusedException("bad-input", 400, $"scope can't be '{Scope}'. Allowed: read, label, admin."),
    };
}
