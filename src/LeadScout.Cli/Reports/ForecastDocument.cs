using System.Numerics;
using LeadScout.Forecasts;

namespace LeadScout.Cli.Reports;

/// <summary>What is still to be asked, for a program. Names are part of the command line's contract.</summary>
internal sealed record ForecastDocument(
    string Basis,
    double Coverage,
    IntervalDocument<long> Asks,
    IntervalDocument<long> Calls,
    IntervalDocument<long> InputTokens,
    IntervalDocument<long> OutputTokens,
    IntervalDocument<decimal>? CostUsd)
{
    public static ForecastDocument Of(Forecast forecast) => new(
        WordOf(forecast.Basis),
        forecast.Basis == ForecastBasis.Exact ? 1 : Forecast.Coverage,
        IntervalDocument<long>.Of(forecast.Asks),
        IntervalDocument<long>.Of(forecast.Calls),
        IntervalDocument<long>.Of(forecast.InputTokens),
        IntervalDocument<long>.Of(forecast.OutputTokens),
        forecast.Cost is { } cost ? IntervalDocument<decimal>.Of(cost.Select(money => money.Dollars)) : null);

    private static string WordOf(ForecastBasis basis) => basis switch
    {
        ForecastBasis.Exact => "exact",
        ForecastBasis.List => "list",
        _ => "answers",
    };
}

/// <summary>A figure that is not known yet.</summary>
internal sealed record IntervalDocument<T>(T Least, T Expected, T Most)
    where T : struct, INumber<T>
{
    public static IntervalDocument<T> Of(Interval<T> interval) => new(interval.Least, interval.Expected, interval.Most);
}
