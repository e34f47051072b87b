using LeadScout.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace LeadScout.Server.Hosting;

/// <summary>
/// Sends metrics and traces where OpenTelemetry's own environment variables say; nowhere while <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is not
/// set.
/// </summary>
internal static class TelemetryExport
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // Those of the specification that say where and how to send; the SDK reads them as settings.
    private static readonly string[] Variables =
    [
        Endpoint, "OTEL_EXPORTER_OTLP_HEADERS", "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_TIMEOUT", "OTEL_METRIC_EXPORT_INTERVAL",
        "OTEL_TRACES_SAMPLER", "OTEL_TRACES_SAMPLER_ARG",
        "OTEL_SERVICE_NAME", "OTEL_RESOURCE_ATTRIBUTES",
    ];

    public static IEnumerable<KeyValuePair<string, string?>> SettingsOf(ServerOptions options) =>
        Variables.Select(name => KeyValuePair.Create(name, options.Environment(name)))
            .Where(pair => !string.IsNullOrWhiteSpace(pair.Value));

    public static void AddTelemetry(this IServiceCollection services, ServerOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Environment(Endpoint)))
        {
            return;
        }

        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("leadscout"))
            .WithMetrics(
                metrics => metrics.AddMeter(Instruments.Name, Instruments.Models, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime").AddOtlpExporter())
            .WithTracing(traces => traces.AddSource(Instruments.Models).AddAspNetCoreInstrumentation().AddOtlpExporter());
    }
}
