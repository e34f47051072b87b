using LeadScout.Questions;
using LeadScout.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeadScout.Server;

/// <summary>LeadScout's HTTP API and dashboard inside an ASP.NET Core app.</summary>
public static class LeadScoutServerExtensions
{
    /// <summary>
    /// Adds the server; it starts and stops with the app. A database or a data folder that can't be used, or a server that would be open
    /// without a key, keeps the app from starting, by a <see cref="BadInputException"/>.
    /// </summary>
    /// <param name="services">The app's services.</param>
    /// <param name="options">
    /// How it is set up; null for the defaults. <see cref="ServerOptions.Url"/> is the address under which people call the app: as long as
    /// that is this machine's own and no key is required, whoever is on this machine needs none, and nobody else comes in.
    /// </param>
    public static IServiceCollection AddLeadScoutServer(this IServiceCollection services, ServerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddSingleton(provider => new MountedServer(
            options ?? new ServerOptions(), provider.GetRequiredService<IWebHostEnvironment>(), provider.GetRequiredService<ILoggerFactory>()));
        return services.AddHostedService(provider => provider.GetRequiredService<MountedServer>());
    }

    /// <summary>
    /// Serves the API (<c>/leadscout/api/v1</c>), its description (<c>/leadscout/openapi/v1.json</c>) and the dashboard
    /// (<c>/leadscout/</c>). For the dashboard's script the app's project sets <c>RequiresAspNetWebAssets</c> to true.
    /// </summary>
    /// <param name="app">The app.</param>
    /// <param name="path">Below which path.</param>
    /// <exception cref="InvalidOperationException"><see cref="AddLeadScoutServer"/> was not called.</exception>
    public static IApplicationBuilder MapLeadScout(this IApplicationBuilder app, PathString? path = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        var server = app.ApplicationServices.GetService<MountedServer>()
            ?? throw new InvalidOperationException("There is no LeadScout server to map. Add it first: builder.Services.AddLeadScoutServer().");
        return app.Map(path ?? "/leadscout", branch => branch.Run(server.InvokeAsync));
    }
}
