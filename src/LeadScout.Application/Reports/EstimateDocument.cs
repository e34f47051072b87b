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

    private static string StateOf(JobForecast forecast) =>
        forecast.StoppedBecause is not null ? forecast.Job.State.Word() : forecast.ProbedTexts > 0 ? "probed" : "estimated";
}
