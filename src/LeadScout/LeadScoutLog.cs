using LeadScout.Answers;
using LeadScout.Jobs;
using Microsoft.Extensions.Logging;

namespace LeadScout;

/// <summary>What a client logs: names, numbers and reasons, never a lead's text.</summary>
internal static partial class LeadScoutLog
{
    [LoggerMessage(1, LogLevel.Debug, "Opened question {Question} ({Version}) under {Teacher}.")]
    public static partial void Opened(ILogger logger, string question, string version, string teacher);

    [LoggerMessage(2, LogLevel.Warning, "The spending limit stops question {Question}: {Reason}")]
    public static partial void OutOfMoney(ILogger logger, string question, string? reason);

    [LoggerMessage(3, LogLevel.Error, "{Teacher} can't be asked about question {Question}: {Reason}")]
    public static partial void Unavailable(ILogger logger, string teacher, string question, string? reason);

    [LoggerMessage(4, LogLevel.Information, "Question {Question}: labelling {Rows} rows.")]
    public static partial void JobBegins(ILogger logger, string question, int rows);

    [LoggerMessage(
        5, LogLevel.Information, "Job {Job} on question {Question} is {State}: {Rows} rows, {NewCalls} new calls, cost so far {Cost}, error bound {UpperBound}.")]
    public static partial void JobEnded(
        ILogger logger, JobId job, string question, JobState state, long rows, int newCalls, string? cost, double upperBound);

    [LoggerMessage(6, LogLevel.Information, "A person's answer to question {Question} was recorded.")]
    public static partial void Corrected(ILogger logger, string question);

    [LoggerMessage(7, LogLevel.Information, "{Answers} answers were forgotten.")]
    public static partial void Forgot(ILogger logger, long answers);

    [LoggerMessage(8, LogLevel.Information, "Embedding {Texts} answered texts by {Model}, sent to {Where}.")]
    public static partial void EmbedsAnswered(ILogger logger, int texts, string model, string? where);

    [LoggerMessage(9, LogLevel.Warning, "{Model} embeds nothing for a while, and the LLM is asked instead: {Reason}")]
    public static partial void NotEmbedded(ILogger logger, string model, string reason);

    [LoggerMessage(10, LogLevel.Warning, "No text is embedded by {Model}, and the LLM is asked instead. {Reason}")]
    public static partial void HeldBack(ILogger logger, string model, string reason);
}
