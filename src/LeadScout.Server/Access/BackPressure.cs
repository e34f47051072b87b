using System.Globalization;
using System.Threading.RateLimiting;
using LeadScout.Server.Api;
using LeadScout.Server.Hosting;
using LeadScout.Server.Mcp;
using LeadScout.Teaching;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScout.Server.Access;

/// <summary>
/// What is too much is answered with 429 and Retry-After instead of being held in memory: requests a minute by key, requests at once over
/// all, and open event streams.
/// </summary>
internal static class BackPressure
{
    public static IServiceCollection AddBackPressure(this IServiceCollection services, ServerOptions options) => services.AddRateLimiter(limiter =>
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(http => ByKey(http, options)),
            PartitionedRateLimiter.Create<HttpContext, string>(http => AtOnce(http, options)));
        limiter.OnRejected = async (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after)
                ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds))
                : 1;
            rejected.HttpContext.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
            await Problems.WriteAsync(
                rejected.HttpContext,
                "too-many-requests",
                StatusCodes.Status429TooManyRequests,
                $"Too much at once. Ask again in {wait} s.");
        };
    });

    private static RateLimitPartition<string> ByKey(HttpContext http, ServerOptions options)
    {
        if ((!IsApi(http) && !IsOfAgents(http)) || Caller.Of(http.User).KeyId is not { } id)
        {
            return RateLimitPartition.GetNoLimiter("");
        }

        var perMinute = http.RequestServices.GetRequiredService<KeyRing>().PerMinute(id) ?? options.RequestsPerMinute;
        return RateLimitPartition.GetSlidingWindowLimiter(
            $"{id} {perMinute}",
            _ => new SlidingWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 12, QueueLimit = 0 });
    }

    private static RateLimitPartition<string> AtOnce(HttpContext http, ServerOptions options) => !IsApi(http) && !IsOfAgents(http)
        ? RateLimitPartition.GetNoLimiter("")
        : http.Request.Path.Value!.EndsWith("/events", StringComparison.Ordinal)
            ? RateLimitPartition.GetConcurrencyLimiter("events", _ => new ConcurrencyLimiterOptions { PermitLimit = options.EventStreams })
            : RateLimitPartition.GetConcurrencyLimiter(
                IsOfAgents(http) ? "agents" : "requests", // who waits for an agent's list is not to keep the API from anybody
                _ => new ConcurrencyLimiterOptions { PermitLimit = options.RequestsAtOnce, QueueLimit = options.RequestsAtOnce });

    private static bool IsApi(HttpContext http) => http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal);

    private static bool IsOfAgents(HttpContext http) => http.Request.Path.StartsWithSegments(AgentEndpoint.Path, StringComparison.Ordinal);
}
