using System.Security.Claims;
using LeadScout.Server.Hosting;
using LeadScout.Server.Mcp;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeadScout.Server.Access;

/// <summary>
/// How programs and people prove who they are: programs with a key in each request, people with a cookie, which they get for a key or from
/// an OpenID Connect issuer.
/// </summary>
internal static partial class SignIn
{
    public const string Path = "/sign-in";
    private const string CookieName = "leadscout";
    private const string Html = "text/html; charset=utf-8";
    private const string NoRole = "The issuer gives you none of the roles";
    private const string SignedOut = "/signed-out";
    private const string Any = "Any";

    public static void AddSignIn(this IServiceCollection services, ServerOptions options)
    {
        var authentication = services.AddAuthentication(Any)
            .AddPolicyScheme(Any, null, policy => policy.ForwardDefaultSelector = http => SchemeOf(http, options))
            .AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(KeyAuthentication.Name, null)
            .AddCookie(cookie =>
            {
                cookie.Cookie.Name = CookieName;
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SameSite = options.SignOn is null ? SameSiteMode.Strict : SameSiteMode.Lax;
                cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
                cookie.LoginPath = cookie.AccessDeniedPath = Path;
                cookie.Events.OnValidatePrincipal = EndWithItsKey;
            });
        if (options.SignOn is { } issuer)
        {
            authentication.AddOpenIdConnect(oidc => Configure(oidc, issuer));
        }

        services.AddAuthorization(authorization =>
        {
            foreach (var scope in Enum.GetValues<Scope>())
            {
                authorization.AddPolicy(
                    scope.ToString(),
                    policy => policy.RequireAuthenticatedUser().RequireAssertion(context => Caller.Of(context.User).Scope >= scope && context.User.HasClaim(claim => claim.Type == Caller.ScopeClaim)));
            }
        });
        services.AddCascadingAuthenticationState();
    }

    public static void MapSignIn(this WebApplication app, ServerOptions options)
    {
        app.MapGet(Path, (HttpContext http, IAntiforgery antiforgery) => options.SignOn is null
            ? Results.Content(SignInPage.Html(http, antiforgery.GetAndStoreTokens(http), wrong: false), Html)
            : Results.Challenge(new AuthenticationProperties { RedirectUri = WayBack.Of(http) }, [OpenIdConnectDefaults.AuthenticationScheme])).AllowAnonymous();
        app.MapPost(Path, async (HttpContext http, KeyRing keys, IAntiforgery antiforgery, [FromForm] string key) =>
        {
            if (keys.Open(key.Trim()) is not { } opened)
            {
                return Results.Content(
                    SignInPage.Html(http, antiforgery.GetAndStoreTokens(http), wrong: true), Html, statusCode: StatusCodes.Status401Unauthorized);
            }

            await http.SignInAsync(
                CookieAuthenticationDefaults.AuthenticationScheme,
                new Caller(opened.Name, opened.Id, (Scope)opened.Scope).Principal(CookieAuthenticationDefaults.AuthenticationScheme));
            return Results.LocalRedirect(WayBack.Of(http));
        }).AllowAnonymous();
        app.MapPost("/sign-out", async (HttpContext http) =>
        {
            await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
            // The sign-in page of an issuer would let whoever is signed in there in again at once.
            return Results.LocalRedirect("~" + (options.SignOn is null ? Path : SignedOut));
        }).AllowAnonymous();
        app.MapGet(
            SignedOut,
            (HttpContext http) => Results.Content(
                SignInPage.Notice(http, "You are signed out.", "You may still be signed in at your organisation's sign-in."), Html)).AllowAnonymous();
    }

    private static string SchemeOf(HttpContext http, ServerOptions options) =>
        http.Request.Headers.Authorization.Count > 0 || http.Request.Headers.ContainsKey("X-Api-Key") ? KeyAuthentication.Name
        : http.Request.Cookies.ContainsKey(CookieName) && (!options.TrustsThisMachine || IsGood(http))
            ? CookieAuthenticationDefaults.AuthenticationScheme
        : options.TrustsThisMachine || IsForPrograms(http.Request.Path) ? KeyAuthentication.Name
        : CookieAuthenticationDefaults.AuthenticationScheme;

    /// <summary>Whether who has no key is told so, and not sent to a page to sign in.</summary>
    private static bool IsForPrograms(PathString path) =>
        path.StartsWithSegments("/api", StringComparison.Ordinal) || path.StartsWithSegments(AgentEndpoint.Path, StringComparison.Ordinal);

    /// <summary>
    /// Whether the cookie still says who it is. A server without keys takes whoever is on its machine: a cookie of another server, or of a key
    /// that has ended, must not lock them out.
    /// </summary>
    private static bool IsGood(HttpContext http)
    {
        var cookies = http.RequestServices.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>()
            .Get(CookieAuthenticationDefaults.AuthenticationScheme);
        var ticket = cookies.CookieManager.GetRequestCookie(http, CookieName) is { } value ? cookies.TicketDataFormat.Unprotect(value) : null;
        return ticket is not null && ticket.Properties.ExpiresUtc > http.RequestServices.GetRequiredService<ServerOptions>().Clock.GetUtcNow()
            && (Caller.Of(ticket.Principal).KeyId is not { } id || http.RequestServices.GetRequiredService<KeyRing>().IsGood(id));
    }

    private static Task EndWithItsKey(CookieValidatePrincipalContext context)
    {
        if (context.Principal is { } user && Caller.Of(user).KeyId is { } id
            && !context.HttpContext.RequestServices.GetRequiredService<KeyRing>().IsGood(id))
        {
            context.RejectPrincipal();
        }

        return Task.CompletedTask;
    }

    private static void Configure(OpenIdConnectOptions oidc, SignOnIssuer issuer)
    {
        oidc.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        oidc.Authority = issuer.Authority.ToString();
        oidc.RequireHttpsMetadata = !issuer.Authority.IsLoopback;
        oidc.ClientId = issuer.ClientId;
        oidc.ClientSecret = issuer.ClientSecret;
        oidc.ResponseType = "code";
        oidc.ResponseMode = "query"; // a posted form would come from another site, with none of our cookies
        oidc.CorrelationCookie.SameSite = oidc.NonceCookie.SameSite = SameSiteMode.Lax;
        oidc.CorrelationCookie.SecurePolicy = oidc.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        oidc.UsePkce = true;
        oidc.MapInboundClaims = false;
        oidc.TokenValidationParameters.NameClaimType = "name";
        oidc.Events.OnTokenValidated = context =>
        {
            var user = context.Principal!;
            if (context.SecurityToken.RawSignature.Length == 0)
            {
                // The handler takes it as it comes, because the issuer itself has handed it over; over plain HTTP that would be anybody.
                context.Fail("The issuer's token is not signed.");
                return Task.CompletedTask;
            }

            if (issuer.ScopeOf(user) is not { } scope)
            {
                context.Fail($"{NoRole} {SignOnIssuer.Roles}.");
                return Task.CompletedTask;
            }

            var name = user.FindFirstValue("name") ?? user.FindFirstValue("email") ?? user.FindFirstValue("sub") ?? "unknown";
            context.Principal = new Caller(name, null, scope).Principal(CookieAuthenticationDefaults.AuthenticationScheme);
            return Task.CompletedTask;
        };
        oidc.Events.OnRemoteFailure = context =>
        {
            context.HandleResponse();
            NotSignedIn(context.HttpContext.RequestServices.GetRequiredService<ILogger<SignOnIssuer>>(), context.Failure);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            context.Response.ContentType = Html;
            var why = context.Failure?.Message.StartsWith(NoRole, StringComparison.Ordinal) == true
                ? context.Failure.Message
                : "Your organisation's sign-in did not vouch for you, or it took too long.";
            return context.Response.WriteAsync(
                SignInPage.Notice(
                    context.HttpContext, "You could not be signed in.", $"{why} If it happens again, ask whoever runs the server: its log says more."),
                context.HttpContext.RequestAborted);
        };
    }

    [LoggerMessage(23, LogLevel.Warning, "A sign-in with the issuer failed.")]
    private static partial void NotSignedIn(ILogger log, Exception? failure);
}
