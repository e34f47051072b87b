using System.Text.Encodings.Web;
using LeadScout.Server.Api;
using LeadScout.Server.Hosting;
using LeadScout.Teaching;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeadScout.Server.Access;

/// <summary>
/// Finds out who calls: by <c>Authorization: Bearer KEY</c> or <c>X-Api-Key: KEY</c>; where the server listens to this machine alone,
/// whoever is on it may come without.
/// </summary>
internal sealed partial class KeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> scheme, ILoggerFactory loggers, UrlEncoder encoder, KeyRing keys, ServerOptions options)
    : AuthenticationHandler<AuthenticationSchemeOptions>(scheme, loggers, encoder)
{
    public const string Name = "Key";
    private const string Bearer = "Bearer ";

    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Presented() is { } text)
        {
            return Task.FromResult(
                keys.Open(text) is { } key ? Success(new Caller(key.Name, key.Id, (Scope)key.Scope)) : AuthenticateResult.Fail("The key is not known, or has ended."));
        }

        return Task.FromResult(
            options.TrustsThisMachine ? Success(new Caller(System.Environment.UserName, null, Scope.Admin)) : AuthenticateResult.NoResult());
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Refused(Logger, Request.Method, Request.Path);
        Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.WriteAsync(
            Context,
            "key-missing",
            StatusCodes.Status401Unauthorized,
            "This needs a key that is known and has not ended: Authorization: Bearer KEY. Make one with: leadscout serve keys add.");
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Forbidden(Logger, Request.Method, Request.Path, Caller.Of(Context.User).KeyId ?? "");
        return Problems.WriteAsync(
            Context,
            "scope-missing",
            StatusCodes.Status403Forbidden,
            $"Your key opens '{Caller.Of(Context.User).Scope.ToString().ToLowerInvariant()}', and this needs more. Ask whoever runs the server for a key with a wider scope.");
    }

    private static AuthenticateResult Success(Caller caller) =>
        AuthenticateResult.Success(new AuthenticationTicket(caller.Principal(Name), Name));

    private string? Presented()
    {
        var authorization = Request.Headers.Authorization.ToString();
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim()
            : Request.Headers["X-Api-Key"].ToString() is { Length: > 0 } header ? header.Trim()
            : null;
    }

    [LoggerMessage(20, LogLevel.Warning, "{Method} {Path} came without a good key.")]
    private static partial void Refused(ILogger log, string method, PathString path);

    [LoggerMessage(21, LogLevel.Warning, "{Method} {Path} needs more than key {Key} opens.")]
    private static partial void Forbidden(ILogger log, string method, PathString path, string key);
}
