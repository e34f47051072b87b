using System.Text.Json.Serialization;
using LeadScout.ActiveLearning;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Jobs.Reporting;
using LeadScout.Messages;
using LeadScout.Texts;

namespace LeadScout.Application.Reports;

/// <summary>What <c>estimate</c> says, for a program. Names are part of the command line's contract.</summary>
public sealed record EstimateDocument
{
    /// <param name="forecast">What was foreseen.</param>
    /// <param name="words">How what can be set or done is said.</param>
    public EstimateDocument(JobForecast forecast, Func<Remedy, string> words)
    {
        (Job, State, List) = (forecast.Job.Id.Value, StateOf(forecast), forecast.Job.InputName);
        (Rows, BlankRows, DistinctTexts) = (forecast.Rows, forecast.BlankRows, forecast.DistinctTexts);
        KnownTexts = new(forecast.KnownTexts.ToDictionary(pair => pair.Key.Word(), pair => pair.Value), StringComparer.Ordinal);
        (AskedTexts, Calls, CostUsd) = (forecast.AskedTexts, forecast.Calls, forecast.Spent?.Dollars);
        PossiblyBilledUsd = forecast.Spent is null ? null : forecast.PossiblyBilled.Dollars;
        ProbedTexts = forecast.ProbedTexts;
        Left = ForecastDocument.Of(forecast.Left);
        RowByRowCostUsd = forecast.RowByRowCost?.Dollars;
        StoppedBecause = forecast.StoppedBecause?.In(words);
        Findings = FindingsDocument.Of(forecast.Findings);
    }

    public string Job { get; }

    public string State { get; }

    public string List { get; }

    public long Rows { get; }

    public long BlankRows { get; }

    public int DistinctTexts { get; }

    public SortedDictionary<string, int> KnownTexts { get; }

    public int AskedTexts { get; }

    public int Calls { get; }

    public decimal? CostUsd { get; }

    public decimal? PossiblyBilledUsd { get; }

    public int ProbedTexts { get; }

    public ForecastDocument Left { get; }

    public decimal? RowByRowCostUsd { get; }

    public string? StoppedBecause { get; }

    public FindingsDocument Findings { get; }

    /// <summary>How long asking what is left will take; left out where nobody knows how long a reply takes.</summary>
    [JsonPropertyOrder(1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DurationDocument? Duration { get; init; }

    private static string StateOf(JobForecast forecast) =>
        forecast.StoppedBecause is not null ? forecast.Job.State.Word() : forecast.ProbedTexts > 0 ? "probed" : "estimated";
}

/// <summary>How long asking will take.</summary>
/// <param name="Seconds">Until the last call is home; limits of the service and waiting not included.</param>
/// <param name="ReplySeconds">How long a reply takes.</param>
/// <param name="Measured">Whether calls before took that long; else it is assumed.</param>
public sealed record DurationDocument(IntervalDocument<double> Seconds, double ReplySeconds, bool Measured)
{
    /// <summary>Of a forecast, where a reply takes so long.</summary>
    public static DurationDocument Of(JobForecast forecast, TimeSpan reply, bool measured) => new(
        IntervalDocument.Of(forecast.DurationAt(reply).Select(time => Math.Round(time.TotalSeconds, 1))), Math.Round(reply.TotalSeconds, 2), measured);
}
