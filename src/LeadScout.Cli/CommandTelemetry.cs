using System.Diagnostics;
using System.Runtime.CompilerServices;
using LeadScout.Cli.Terminals;
using LeadScout.Server.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeadScout.Cli;

/// <summary>
/// Runs a command with telemetry where a variable asks for it. Its libraries are loaded then and only then.
/// </summary>
internal static partial class CommandTelemetry
{
    private static readonly string[] Variables =
    [
        "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
        "OTEL_TRACES_EXPORTER", "OTEL_METRICS_EXPORTER", "OTEL_LOGS_EXPORTER",
    ];

    /// <summary>Runs it, and gives its exit code. A server sends by itself.</summary>
    public static Task<int> RunAsync(string[] args, Terminal terminal, Func<Task<int>> run) =>
        args is ["serve", ..] || Array.TrueForAll(Variables, name => string.IsNullOrEmpty(terminal.Environment(name))) ? run() : TracedAsync(args, terminal, run);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<int> TracedAsync(string[] args, Terminal terminal, Func<Task<int>> run)
    {
        var variables = new TelemetryVariables(terminal.Environment);
        if (!variables.Ask)
        {
            return await run();
        }

        await using var telemetry = TelemetryExport.Start(variables);
        var log = telemetry.GetRequiredService<ILoggerFactory>().CreateLogger("LeadScout.Cli");
        using var source = new ActivitySource(Telemetry.Instruments.Name);
        using var span = source.StartActivity("leadscout.command");
        var command = CommandOf(args);
        span?.SetTag("leadscout.command", command);
        var exitCode = await run();
        span?.SetTag("process.exit.code", exitCode);
        if (exitCode is ExitCode.InternalError or ExitCode.BadInput or ExitCode.TeacherUnavailable)
        {
            span?.SetStatus(ActivityStatusCode.Error);
        }

        Ended(log, exitCode is ExitCode.Done or ExitCode.Refuted ? LogLevel.Information : LogLevel.Warning, command, exitCode);
        return exitCode;
    }

    // Its name alone: what follows may be a text of a lead, or a file's name.
    private static string CommandOf(string[] args)
    {
        System.CommandLine.Command command = Commands.LeadScoutCommand.Create(Terminal.OfNobody());
        var name = "";
        foreach (var arg in args)
        {
            if (command.Subcommands.FirstOrDefault(sub => sub.Name == arg) is not { } sub)
            {
                break;
            }

            (command, name) = (sub, $"{name} {sub.Name}");
        }

        return name.TrimStart();
    }

    [LoggerMessage(EventId = 1, Message = "The command {Command} ended with exit code {ExitCode}.")]
    private static partial void Ended(ILogger log, LogLevel level, string command, int exitCode);
}
