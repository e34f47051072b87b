using System.Globalization;
using System.Reflection;
using LeadScout.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace LeadScout.Server.Hosting;

/// <summary>Sends metrics, traces and logs where OpenTelemetry's own environment variables say. This part knows nothing of a server.</summary>
internal static partial class TelemetryExport
{
    private const string Traces = "TRACES", Metrics = "METRICS", Logs = "LOGS";

    /// <summary>The name of the service unless a variable says another.</summary>
    private const string Service = "leadscout";

    /// <summary>For a command: everything is sent by the time the provider is disposed of.</summary>
    public static ServiceProvider Start(TelemetryVariables variables)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(variables.Settings()).Build());
        services.AddLogging();
        Add(services, variables, _ => { }, _ => { });
        var provider = services.BuildServiceProvider();
        _ = provider.GetService<MeterProvider>();
        _ = provider.GetService<TracerProvider>();
        return provider;
    }

    private static void Add(
        IServiceCollection services, TelemetryVariables variables, Action<MeterProviderBuilder> meters, Action<TracerProviderBuilder> sources)
    {
        var telemetry = services.AddOpenTelemetry().ConfigureResource(resource => resource.Clear()
            .AddService(Service, serviceVersion: Version())
            .AddTelemetrySdk()
            .AddEnvironmentVariableDetector()); // what a person says of the service goes before what we say
        if (variables.Sends(Metrics))
        {
            telemetry.WithMetrics(metrics =>
            {
                meters(metrics.AddMeter(Instruments.Name, Instruments.Models, "System.Runtime"));
                metrics.AddOtlpExporter((to, _) => Address(to, variables, Metrics));
            });
        }

        if (variables.Sends(Traces))
        {
            telemetry.WithTracing(traces =>
            {
                sources(traces.AddSource(Instruments.Name, Instruments.Models));
                traces.AddOtlpExporter(to => Address(to, variables, Traces));
            });
        }

        if (variables.Sends(Logs))
        {
            telemetry.WithLogging(logs => logs.AddOtlpExporter(to => Address(to, variables, Logs)));
        }
    }

    /// <summary>What the SDK itself reads for all signals alike, and what one of them has of its own.</summary>
    private static void Address(OtlpExporterOptions to, TelemetryVariables variables, string signal)
    {
        if (variables.Of(signal, "PROTOCOL") is { } protocol)
        {
            to.Protocol = protocol switch
            {
                "grpc" => OtlpExportProtocol.Grpc,
                "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
                _ => to.Protocol,
            };
        }

        to.Headers = variables.Of(signal, "HEADERS") ?? to.Headers;
        if (int.TryParse(variables.Of(signal, "TIMEOUT"), NumberStyles.None, CultureInfo.InvariantCulture, out var timeout))
        {
            to.TimeoutMilliseconds = timeout;
        }

        if (Uri.TryCreate(variables.OwnOf(signal, "ENDPOINT"), UriKind.Absolute, out var own))
        {
            to.Endpoint = own; // as it is: the specification adds a path to the common one only
        }
    }

    private static string Version() =>
        typeof(TelemetryExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
