using Microsoft.Extensions.Logging;

namespace LeadScout.Server.Dashboard.Shell;

/// <summary>What is logged of the dashboard: never a text of a lead.</summary>
internal static partial class ShellLog
{
    [LoggerMessage(101, LogLevel.Error, "{What} can't be shown.")]
    public static partial void Unreadable(ILogger log, string what, Exception exception);
}
