using System.Security.Claims;
using LeadScout.Questions;

namespace LeadScout.Server.Access;

/// <summary>An OpenID Connect issuer that knows the people. All of it comes from the environment.</summary>
/// <param name="Authority">Its address.</param>
/// <param name="ClientId">As what it knows this server.</param>
/// <param name="ClientSecret">The server's secret there.</param>
/// <param name="Claim">The claim with a person's roles.</param>
public sealed record SignOnIssuer(Uri Authority, string ClientId, string ClientSecret, string Claim)
{
    /// <summary>The roles that open something.</summary>
    public const string Roles = "leadscout-read, leadscout-label, leadscout-admin";

    private const string Variable = "LEADSCOUT_OIDC_";

    /// <summary>The issuer that the environment names; null for none.</summary>
    /// <exception cref="BadInputException">It is named by halves.</exception>
    public static SignOnIssuer? Of(Func<string, string?> environment)
    {
        if (environment(Variable + "AUTHORITY") is not { Length: > 0 } authority)
        {
            return null;
        }

        if (!Uri.TryCreate(authority, UriKind.Absolute, out var address) || !(address.Scheme == "https" || address.IsLoopback))
        {
            throw new BadInputException(
                $"{Variable}AUTHORITY can't be '{authority}'. Allowed: an https URL, as in https://login.example.com/realm.");
        }

        return environment(Variable + "CLIENT_ID") is { Length: > 0 } id
            && environment(Variable + "CLIENT_SECRET") is { Length: > 0 } secret
            ? new SignOnIssuer(address, id, secret, environment(Variable + "CLAIM") is { Length: > 0 } claim ? claim : "roles")
            : throw new BadInputException(
                $"{Variable}AUTHORITY is set, so {Variable}CLIENT_ID and {Variable}CLIENT_SECRET are needed too.");
    }

    /// <summary>The widest scope among a person's roles; null when none opens anything.</summary>
    public Scope? ScopeOf(ClaimsPrincipal user)
    {
        var roles = user.FindAll(Claim).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
        return Enum.GetValues<Scope>()
            .Reverse()
            .Where(scope => roles.Contains($"leadscout-{scope.ToString().ToLowerInvariant()}"))
            .Select(scope => (Scope?)scope)
            .FirstOrDefault();
    }
}
