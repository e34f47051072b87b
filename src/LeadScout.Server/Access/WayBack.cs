using Microsoft.AspNetCore.Http;

namespace LeadScout.Server.Access;

/// <summary>The page that a visitor wanted to see before they had to sign in.</summary>
internal static class WayBack
{
    /// <summary>What an address has it in.</summary>
    public const string Parameter = "ReturnUrl"; // as the cookie's own redirect calls it
    private const int Longest = 2_000;

    /// <summary>Where to go once they are signed in: where they wanted to, if that is a page of this server, else to its first one.</summary>
    public static string Of(HttpContext http) => Wanted(http) ?? http.Request.PathBase + "/";

    /// <summary>What keeps it in an address: a query, or nothing.</summary>
    public static string QueryOf(HttpContext http) =>
        Wanted(http) is { } wanted ? QueryString.Create(Parameter, wanted).ToUriComponent() : "";

    private static string? Wanted(HttpContext http) => http.Request.Query[Parameter].ToString() is var wanted && IsOurs(wanted) ? wanted : null;

    // "//other.example" and "/\\other.example" are other sites to a browser.
    private static bool IsOurs(string wanted) =>
        wanted.Length is > 0 and <= Longest && wanted[0] == '/' && !(wanted.Length > 1 && wanted[1] is '/' or '\\') && !wanted.Any(char.IsControl);
}
