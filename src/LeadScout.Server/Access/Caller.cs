using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace LeadScout.Server.Access;

/// <summary>Who asks.</summary>
/// <param name="Name">A person's or a key's name.</param>
/// <param name="KeyId">The key; null for a person.</param>
/// <param name="Scope">What they may do.</param>
public sealed record Caller(string Name, string? KeyId, Scope Scope)
{
    internal const string KeyClaim = "leadscout:key";
    internal const string ScopeClaim = "leadscout:scope";

    /// <summary>Who a request or a page's user is.</summary>
    public static Caller Of(ClaimsPrincipal user) => new(
        user.Identity?.Name ?? "unknown",
        user.FindFirstValue(KeyClaim),
        Enum.TryParse<Scope>(user.FindFirstValue(ScopeClaim), out var scope) ? scope : Scope.Read);

    /// <summary>Gives a request handler its caller.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext http) => ValueTask.FromResult(Of(http.User));

    internal ClaimsPrincipal Principal(string scheme)
    {
        List<Claim> claims = [new(ClaimTypes.Name, Name), new(ScopeClaim, Scope.ToString())];
        if (KeyId is not null)
        {
            claims.Add(new Claim(KeyClaim, KeyId));
        }

        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme));
    }
}
