using LeadScout.Server.Api;
using LeadScout.Server.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LeadScout.Server.Access;

/// <summary>
/// Keeps other web sites out. The name in the Host header must be one of this server's, or a site could point its own name here (DNS
/// rebinding); and what a browser sends on behalf of another site changes nothing, even where no key is needed.
/// </summary>
internal sealed partial class CrossSiteGuard(RequestDelegate next, ServerOptions options, ILogger<CrossSiteGuard> log)
{
    private static readonly string[] ThisMachine = ["localhost", "127.0.0.1", "[::1]"];

    public Task InvokeAsync(HttpContext http)
    {
        if (Fault(http.Request) is not var (code, status, detail))
        {
            return next(http);
        }

        Refused(log, http.Request.Method, http.Request.Path, code);
        return Problems.WriteAsync(http, code, status, detail);
    }

    private (string Code, int Status, string Detail)? Fault(HttpRequest request)
    {
        if (!IsOurs(request.Host.Host))
        {
            return (
                "bad-host",
                StatusCodes.Status421MisdirectedRequest,
                "This server is not known by the name in the Host header. Call it by the address that it was started with, or start it with --host NAME.");
        }

        if (options.TrustsThisMachine && (request.Headers.ContainsKey("X-Forwarded-For") || request.Headers.ContainsKey("Forwarded")))
        {
            return (
                "proxy-not-expected",
                StatusCodes.Status403Forbidden,
                "A proxy passed this on, and this server trusts whoever is on its machine. Start it with --require-key.");
        }

        return ChangesSomething(request) && IsCrossSite(request)
            ? ("cross-site", StatusCodes.Status403Forbidden, "Another web site sent this, so nothing was done.")
            : null;
    }

    private bool IsOurs(string host) =>
        options.Hosts.Contains(host, StringComparer.OrdinalIgnoreCase)
        || (options.IsLoopback ? ThisMachine.Contains(host, StringComparer.OrdinalIgnoreCase) : options.Hosts.Count == 0 || ThisMachine.Contains(host, StringComparer.OrdinalIgnoreCase));

    private static bool ChangesSomething(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
            || request.HttpContext.WebSockets.IsWebSocketRequest
        || request.Headers.Upgrade.Count > 0;

    // Where a browser says where it comes from, that counts; it does so only towards https and this machine, and else names the origin.
    private static bool IsCrossSite(HttpRequest request)
    {
        var (site, origin) = (request.Headers["Sec-Fetch-Site"].ToString(), request.Headers.Origin.ToString());
        return site.Length > 0
            ? site is not ("same-origin" or "none")
            : origin.Length > 0 && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }

    [LoggerMessage(22, LogLevel.Warning, "{Method} {Path} was refused: {Code}.")]
    private static partial void Refused(ILogger log, string method, PathString path, string code);
}
