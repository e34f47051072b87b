using LeadScout.Server.Clustering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Runtime;

namespace LeadScout.Cluster;

/// <summary>
/// Puts an Orleans silo together: membership and reminders in the service's own database, the grain directory that is strongly consistent.
/// </summary>
internal static class Silo
{
    private const string Invariant = "Npgsql";
    private const string ClusterName = "leadscout";

    /// <summary>A silo that is ready to be started.</summary>
    public static IHost Build(ClusterSettings settings, IClusterWork work, int port, LostMembership lost)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(settings.Log).AddSingleton(work).AddSingleton<IHostLifetime, NoLifetime>();
        builder.UseOrleans(silo =>
        {
            silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, settings.ConnectionString));
            silo.UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (Invariant, settings.ConnectionString));
#pragma warning disable ORLEANSEXP003 // the directory that never has two activations on a stable cluster; leases hold whatever becomes of it
            silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
            silo.Services.AddSingleton<IFatalErrorHandler>(lost);
            silo.Configure<Orleans.Configuration.ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (ClusterName, ClusterName));
            silo.Configure<SiloOptions>(options => options.SiloName = settings.Name);
            silo.Configure<EndpointOptions>(options =>
            {
                (options.AdvertisedIPAddress, options.SiloPort, options.GatewayPort) = (settings.Options.Address, port, 0);
                options.SiloListeningEndpoint = new(settings.Options.Address, port);
            });
            silo.Configure<ClusterMembershipOptions>(Tune);
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(10));
        });
        return builder.Build();
    }

    /// <summary>
    /// A node that was killed is given up within about ten seconds, and its row keeps nobody from joining for longer than fifteen: what has
    /// not said for so long that
    /// it lives is passed over. Nodes work meanwhile, each for itself.
    /// </summary>
    private static void Tune(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(3);
        options.NumMissedProbesLimit = 3;
        options.TableRefreshTimeout = TimeSpan.FromSeconds(10);
        options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        options.NumMissedTableIAmAliveLimit = 3;
        options.MaxJoinAttemptTime = TimeSpan.FromSeconds(60);
        options.EvictWhenMaxJoinAttemptTimeExceeded = true;
        options.DefunctSiloExpiration = TimeSpan.FromHours(1);
        options.DefunctSiloCleanupPeriod = TimeSpan.FromMinutes(10);
    }

    /// <summary>The server's process has a lifetime of its own.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
