namespace LeadScout.Server.Hosting;

/// <summary>
/// OpenTelemetry's own environment variables, as its specification has them: where metrics, traces and logs go, and what of it is wanted. Without
/// any of those that name a place or an exporter, nothing is sent and no library is loaded.
/// </summary>
internal sealed class TelemetryVariables(Func<string, string?> environment)
{
    private const string Prefix = "OTEL_EXPORTER_OTLP_";

    private static readonly string[] Signals = ["TRACES", "METRICS", "LOGS"];

    // Those that say how to send; the SDK reads them as settings.
    private static readonly string[] Others =
    [
        "OTEL_METRIC_EXPORT_INTERVAL", "OTEL_METRIC_EXPORT_TIMEOUT", "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE",
        "OTEL_TRACES_SAMPLER", "OTEL_TRACES_SAMPLER_ARG", "OTEL_BSP_SCHEDULE_DELAY", "OTEL_BSP_EXPORT_TIMEOUT", "OTEL_BSP_MAX_QUEUE_SIZE",
        "OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "OTEL_BLRP_SCHEDULE_DELAY", "OTEL_BLRP_EXPORT_TIMEOUT", "OTEL_BLRP_MAX_QUEUE_SIZE",
        "OTEL_BLRP_MAX_EXPORT_BATCH_SIZE", "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", "OTEL_ATTRIBUTE_COUNT_LIMIT", "OTEL_SERVICE_NAME",
        "OTEL_RESOURCE_ATTRIBUTES",
    ];

    /// <summary>Whether anything is to be sent.</summary>
    public bool Ask => Array.Exists(Signals, Sends);

    /// <summary>Whether a signal is to be sent: <c>TRACES</c>, <c>METRICS</c> or <c>LOGS</c>.</summary>
    public bool Sends(string signal) => !IsDisabled && Value($"OTEL_{signal}_EXPORTER") switch
    {
        null => Value(Prefix + "ENDPOINT") is not null || Value($"{Prefix}{signal}_ENDPOINT") is not null,
        var exporter => exporter.Split(',', StringSplitOptions.TrimEntries).Contains("otlp", StringComparer.OrdinalIgnoreCase),
    };

    /// <summary>What a signal's own variable says, else the one for all; null for neither.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="name">As in <c>HEADERS</c>.</param>
    public string? Of(string signal, string name) => OwnOf(signal, name) ?? Value(Prefix + name);

    /// <summary>What a signal's own variable says.</summary>
    public string? OwnOf(string signal, string name) => Value($"{Prefix}{signal}_{name}");

    /// <summary>All that the SDK reads as settings.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Settings() =>
        Others.Concat(((string[])["ENDPOINT", "HEADERS", "PROTOCOL", "TIMEOUT"]).Select(name => Prefix + name))
            .Select(name => KeyValuePair.Create(name, Value(name))).Where(pair => pair.Value is not null);

    private bool IsDisabled => "true".Equals(Value("OTEL_SDK_DISABLED"), StringComparison.OrdinalIgnoreCase);

    private string? Value(string name) => environment(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
}
