using LeadScout.Server.Clustering;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace LeadScout.Server.Hosting;

internal static partial class TelemetryExport
{
    /// <summary>For a server: its own services, too.</summary>
    public static void AddTelemetry(this IServiceCollection services, ServerOptions options)
    {
        var variables = new TelemetryVariables(options.Environment);
        if (variables.Ask)
        {
            Add(services, variables, metrics => metrics.AddMeter(ClusterMeters.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"), traces => traces.AddAspNetCoreInstrumentation());
        }
    }
}
