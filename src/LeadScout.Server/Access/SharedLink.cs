using LeadScout.Stores;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace LeadScout.Server.Access;

/// <summary>
/// A link that opens the dashboard for reading. It carries a key of scope read behind its <c>#</c>, which browsers send to nobody: a script of
/// the page hands it over, and from then on a cookie opens what a key of that scope opens.
/// </summary>
internal static class SharedLink
{
    /// <summary>The most days that a link may be good for.</summary>
    public const int MostDays = 365;

    /// <summary>The days that it is good for unless said otherwise.</summary>
    public const int DefaultDays = 30;

    private const string Path = "/shared";

    /// <summary>Makes a link to a page.</summary>
    /// <param name="keys">Where its key is kept.</param>
    /// <param name="origin">How the server is called, with the path it is below, as in <c>https://leads.example.com</c>.</param>
    /// <param name="page">The page, from there, as in <c>/jobs/0123456789ab</c>.</param>
    /// <param name="name">What the key is for.</param>
    /// <param name="days">For how long it is good, 1 to <see cref="MostDays"/>.</param>
    /// <exception cref="RefusedException">It can't be good for so long.</exception>
    public static (ApiKey Key, string Url) Make(KeyRing keys, Uri origin, string page, string name, int days)
    {
        if (days is < 1 or > MostDays)
        {
            throw new RefusedException("bad-input", 400, $"days can't be {days}. Allowed: a whole number from 1 to {MostDays}.");
        }

        var (key, text) = keys.Add(name, Scope.Read, null, null, days);
        var root = origin.ToString().TrimEnd('/');
        return (key, $"{root}{Path}?{WayBack.Parameter}={Uri.EscapeDataString(origin.AbsolutePath.TrimEnd('/') + page)}#{text}");
    }

    /// <summary>The page that such a link leads to.</summary>
    public static void MapSharedLinks(this WebApplication app)
    {
        app.MapGet(Path, async (HttpContext http) => (await http.AuthenticateAsync()).Succeeded
            ? Results.LocalRedirect(WayBack.Of(http)) // who may do more is not to lose it
            : Results.Content(SignInPage.Shared(http), "text/html; charset=utf-8")).AllowAnonymous();
        app.MapPost(Path, async (HttpContext http, KeyRing keys, [FromForm] string key) =>
        {
            if ((await http.AuthenticateAsync()).Succeeded)
            {
                return Results.LocalRedirect(WayBack.Of(http)); // a cookie does not come along from another site, only now
            }

            if (keys.Open(key.Trim()) is not { } opened || (Scope)opened.Scope != Scope.Read)
            {
                return Results.Content(
                    SignInPage.Notice(http, "This link has ended.", "Ask whoever gave it to you for another."), "text/html; charset=utf-8", statusCode: StatusCodes.Status401Unauthorized);
            }

            await http.SignInAsync(
                CookieAuthenticationDefaults.AuthenticationScheme,
                new Caller(opened.Name, opened.Id, Scope.Read).Principal(CookieAuthenticationDefaults.AuthenticationScheme));
            return Results.LocalRedirect(WayBack.Of(http));
        }).AllowAnonymous().DisableAntiforgery(); // what another site sends is refused before; see CrossSiteGuard
    }
}
