using System.Numerics;
using System.Text.Json.Serialization;
using LeadScout.Forecasts;

namespace LeadScout.Application.Reports;

/// <summary>What is still to be asked, for a program. Names are part of the command line's contract.</summary>
public sealed record ForecastDocument(
    string Basis,
    double Coverage,
    IntervalDocument<long> Asks,
    IntervalDocument<long> Calls,
    IntervalDocument<long> InputTokens,
    IntervalDocument<long> OutputTokens,
    IntervalDocument<decimal>? CostUsd)
{
    /// <summary>
    /// What the tokens of thought among the output rest on: <c>none</c>, <c>assumed</c>, <c>stated</c> or <c>measured</c>.
    /// </summary>
    public string Thinking { get; init; } = "none";

    /// <summary>
    /// Whether only more answers can tell: there are none yet, or few beside the list, the bounds are more than a factor of two apart, and
    /// what is expected is but their middle.
    /// </summary>
    public bool NeedsProbe { get; init; }

    /// <summary>Texts of a probe that can tell; left out where none is needed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long ProbeTexts { get; init; }

    /// <summary>Of the expected asks, those for budgets by label; left out without any.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long AsksForLabels { get; init; }

    public static ForecastDocument Of(Forecast forecast) => new(
        WordOf(forecast.Basis),
        forecast.Basis == ForecastBasis.Exact ? 1 : Forecast.Coverage,
        IntervalDocument.Of(forecast.Asks),
        IntervalDocument.Of(forecast.Calls),
        IntervalDocument.Of(forecast.InputTokens),
        IntervalDocument.Of(forecast.OutputTokens),
        forecast.Cost is { } cost ? IntervalDocument.Of(cost.Select(money => money.Dollars)) : null)
    {
        Thinking = forecast.Thinking.ToString().ToLowerInvariant(),
        NeedsProbe = forecast.NeedsProbe,
        ProbeTexts = forecast.ProbeTexts,
        AsksForLabels = forecast.AsksForLabels,
    };

    private static string WordOf(ForecastBasis basis) => basis switch
    {
        ForecastBasis.Exact => "exact",
        ForecastBasis.List => "list",
        ForecastBasis.Audits => "audits",
        _ => "answers",
    };
}

/// <summary>A figure that is not known yet.</summary>
public sealed record IntervalDocument<T>(T Least, T Expected, T Most)
    where T : struct, INumber<T>;

internal static class IntervalDocument
{
    public static IntervalDocument<T> Of<T>(Interval<T> interval)
        where T : struct, INumber<T> => new(interval.Least, interval.Expected, interval.Most);
}
