using Microsoft.AspNetCore.Http;

namespace LeadScout.Server.Hosting;

/// <summary>
/// Answers <c>HEAD</c> for a page as <c>GET</c> without the body, as RFC 9110 wants and as monitors and link checkers ask: pages are mapped for
/// <c>GET</c> alone.
/// </summary>
internal static class HeadOfPages
{
    /// <summary>The middleware. The API says itself what it takes.</summary>
    public static async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsHead(http.Request.Method) || http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            await next(http);
            return;
        }

        var body = http.Response.Body;
        http.Request.Method = HttpMethods.Get;
        http.Response.Body = Stream.Null;
        try
        {
            await next(http);
        }
        finally
        {
            http.Request.Method = HttpMethods.Head;
            http.Response.Body = body;
        }
    }
}
