using Microsoft.Extensions.Logging;

namespace LeadScout.Server.Jobs;

/// <summary>What is logged of jobs: never a text of a lead.</summary>
internal static partial class JobLog
{
    [LoggerMessage(1, LogLevel.Error, "Job {Job} stopped.")]
    public static partial void Failed(ILogger log, string job, Exception exception);

    [LoggerMessage(2, LogLevel.Information, "Job {Job}: {Notice}")]
    public static partial void Notice(ILogger log, string job, string notice);

    [LoggerMessage(5, LogLevel.Warning, "Job {Job} is left to other nodes: {Reason}")]
    public static partial void LeftToOthers(ILogger log, string job, string reason);

    [LoggerMessage(4, LogLevel.Warning, "Job {Job}: its webhook could not be told.")]
    public static partial void Untold(ILogger log, string job, Exception exception);

    [LoggerMessage(3, LogLevel.Information, "Job {Job} is {State}.")]
    public static partial void Ended(ILogger log, string job, string state);
}
