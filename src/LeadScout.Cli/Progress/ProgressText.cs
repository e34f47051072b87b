using System.Globalization;
using LeadScout.Application.Reports;
using LeadScout.Cli.Reports;
using LeadScout.Jobs;
using LeadScout.Teaching;
using LeadScout.Teaching.Limits;

namespace LeadScout.Cli.Progress;

/// <summary>The figures of a running job in words.</summary>
internal static class ProgressText
{
    /// <summary>As in <c>46 %, 6,120 of 13,278 rows</c>.</summary>
    public static string Rows(JobProgress progress) => progress.Phase == JobPhase.Intake
        ? $"{progress.Rows.Of("row")} read"
        : progress.Phase == JobPhase.Embedding
        ? $"{progress.EmbeddedTexts.Text()} of {progress.TextsToEmbed.Of("text")}"
        : $"{Numbers.WholePercent(progress.DecidedRows, progress.Rows)}, {progress.DecidedRows.Text()} of {progress.Rows.Of("row")}";

    /// <summary>What was asked and reused.</summary>
    public static string Work(JobProgress progress) =>
        $"{progress.AskedTexts.Text()} asked in {progress.Calls.Of("call")}, {progress.ReusedRows.Of("row")} reused"
        + (progress.FailedCalls > 0 ? $", {progress.FailedCalls.Of("failed call")}" : "")
        + (progress.GivenUpTexts > 0 ? $", {progress.GivenUpTexts.Of("text")} given up{(progress.LastGivenUp is { } reason ? $" (the last: {reason})" : "")}" : "");

    /// <summary>
    /// As in <c>waiting for openai:gpt-5-mini: the model is loading (HTTP 503), 40 s of 10 min</c>; nothing while the teacher answers.
    /// </summary>
    public static string Waiting(JobProgress progress) =>
        progress.Waiting?.Text() ?? "";

    /// <summary>What is still to be asked; nothing while that is not known, or nothing is.</summary>
    public static string Left(JobProgress progress) => progress.Left is { Asks.Most: > 0 } left ? $"to ask: {ForecastText.Of(left)}" : "";

    /// <summary>Money, speed and time left; what is not known is left out.</summary>
    public static string Pace(JobProgress progress)
    {
        if (progress.Phase == JobPhase.Embedding)
        {
            return progress.Spent > Money.Zero ? $"{progress.Spent} spent" : "";
        }

        var parts = new List<string>(6);
        if (Numbers.Spending(progress.Spent, progress.RowByRowCost, progress.Savings) is { } money)
        {
            parts.Add(money);
        }

        if (progress.PossiblyBilled > Money.Zero)
        {
            parts.Add($"{progress.PossiblyBilled} possibly billed");
        }

        if (progress.Reserved > Money.Zero)
        {
            parts.Add($"{progress.Reserved} reserved");
        }

        if (progress.Unspent is { } unspent)
        {
            parts.Add($"{unspent} left to spend");
        }

        if (progress.Elapsed.TotalSeconds >= 1)
        {
            parts.Add((progress.DecidedRows / progress.Elapsed.TotalSeconds).ToString("N0", CultureInfo.InvariantCulture) + " rows/s");
        }

        if (progress.Remaining is { } left && progress.Phase is JobPhase.Learning)
        {
            parts.Add(left.Text() + " left");
        }

        return string.Join(", ", parts);
    }

    /// <summary>What it is doing.</summary>
    public static string Doing(JobPhase phase) => phase switch
    {
        JobPhase.Intake => "reading",
        JobPhase.Learning => "asking",
        JobPhase.Certifying => "auditing",
        JobPhase.SelfCheck => "checking the LLM",
        JobPhase.Repairing => "repairing",
        JobPhase.Embedding => "embedding",
        _ => "writing",
    };
}
