using System.Net;
using LeadScout.Questions;
using LeadScout.Server.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadScout.Server.Hosting;

/// <summary>
/// A whole server without a port, inside another app: it is handed the app's requests. It has services, sign-in, limits and error pages of
/// its own, so that nothing of the app's changes; the connection, the log and the static files are the app's.
/// </summary>
internal sealed class MountedServer(ServerOptions options, IWebHostEnvironment environment, ILoggerFactory log) : IServer, IHostedService
{
    // What belongs to the connection. All else of a request, such as who came and which endpoint was found, is the app's own.
    private static readonly Type[] OfTheConnection =
    [
        typeof(IHttpRequestFeature), typeof(IHttpResponseFeature), typeof(IHttpResponseBodyFeature), typeof(IHttpRequestBodyDetectionFeature),
        typeof(IHttpRequestLifetimeFeature), typeof(IHttpRequestIdentifierFeature), typeof(IHttpUpgradeFeature), typeof(IHttpExtendedConnectFeature),
        typeof(IHttpConnectionFeature), typeof(ITlsConnectionFeature), typeof(IHttpRequestTrailersFeature), typeof(IHttpResponseTrailersFeature),
        typeof(IHttpResetFeature), typeof(IHttpBodyControlFeature), typeof(IHttpMaxRequestBodySizeFeature),
    ];

    private WebApplication? _app;
    private Func<HttpContext, Task>? _process;

    /// <inheritdoc/>
    public IFeatureCollection Features { get; } = new FeatureCollection();

    /// <summary>Answers a request of the app's.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        bool isFromHere = http.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from);
        return options.TrustsThisMachine && !isFromHere ? RefuseAsync(http)
            : _process is { } process ? process(http)
            : Problems.WriteAsync(http, "not-started", StatusCodes.Status503ServiceUnavailable, "LeadScout is starting, or stopping.");
    }

    async Task IHostedService.StartAsync(CancellationToken cancellationToken)
    {
        _app = ServerHost.BuildWithin(environment, log, this, options);
        await _app.StartAsync(cancellationToken);
    }

    async Task IHostedService.StopAsync(CancellationToken cancellationToken)
    {
        if (_app is { } app)
        {
            await app.StopAsync(cancellationToken);
            await app.DisposeAsync();
        }
    }

    Task IServer.StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
    {
        _process = http => ProcessAsync(application, http);
        return Task.CompletedTask;
    }

    Task IServer.StopAsync(CancellationToken cancellationToken)
    {
        _process = null;
        return Task.CompletedTask;
    }

    /// <summary>Nothing: <see cref="IHostedService.StopAsync"/> has done it.</summary>
    public void Dispose()
    {
    }

    private static async Task ProcessAsync<TContext>(IHttpApplication<TContext> application, HttpContext http)
        where TContext : notnull
    {
        var features = new FeatureCollection();
        foreach (var type in OfTheConnection)
        {
            features[type] = http.Features[type];
        }

        var context = application.CreateContext(features);
        try
        {
            await application.ProcessRequestAsync(context);
            application.DisposeContext(context, null);
        }
        catch (Exception e)
        {
            application.DisposeContext(context, e);
            throw;
        }
    }

    private static Task RefuseAsync(HttpContext http) => Problems.WriteAsync(
        http,
        "key-needed",
        StatusCodes.Status403Forbidden,
        "LeadScout trusts whoever is on its machine here, and this came from elsewhere. Set ServerOptions.RequireKey, and make a key: leadscout serve keys add.");
}
