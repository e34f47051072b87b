using LeadScout.Application.Reports;
using LeadScout.Forecasts;
using LeadScout.Teaching;

namespace LeadScout.Cli.Reports;

/// <summary>Figures that are not known yet, for a person.</summary>
internal static class ForecastText
{
    /// <summary>As in <c>320 to 480 texts in 16 to 30 calls, $0.02 to $0.03</c>.</summary>
    public static string Of(Forecast forecast) => forecast.Asks.Most == 0
        ? "nothing"
        : $"{Of(forecast.Asks, "text")} in {Of(forecast.Calls, "call")}{(Of(forecast.Cost) is { } money ? ", " + money : "")}";

    /// <summary>As in <c>320 to 480 texts</c>.</summary>
    public static string Of(Interval<long> count, string singular) =>
        count.IsExact ? count.Most.Of(singular) : $"{count.Least.Text()} to {count.Most.Of(singular)}";

    /// <summary>As in <c>$0.02 to $0.03</c>; null where all is free or the price is unknown.</summary>
    public static string? Of(Interval<Money>? cost) => cost switch
    {
        null => null,
        { Most: var most } when most == Money.Zero => null,
        { IsExact: true, Most: var most } => most.ToString(),
        { } range => $"{range.Least} to {range.Most}",
    };

    /// <summary>What the tokens of thought rest on; null for a model that is not known to think.</summary>
    public static string? Thinking(ThinkingBasis basis) => basis switch
    {
        ThinkingBasis.Assumed =>
            "counted as assumed for models of this family, which is little more than a guess; --probe 100 measures it, --thinking-tokens states it",
        ThinkingBasis.Stated => "counted as stated with --thinking-tokens",
        ThinkingBasis.Measured => "counted as measured in the LLM's answers so far",
        _ => null,
    };

    /// <summary>How much to make of it.</summary>
    public static string Trust(Forecast forecast) => forecast.Basis switch
    {
        ForecastBasis.Exact => "known exactly",
        _ when forecast is { TextsToEmbed: > 0, NeedsProbe: true } =>
            $"by words alone: {forecast.TextsToEmbed.Of("text")} {(forecast.TextsToEmbed == 1 ? "has" : "have")} no vector yet, and what texts mean may save nothing of this, as with names, or half, as with sentences; "
                + $"only a probe can tell, and embeds them first; {Probe(forecast)}",
        ForecastBasis.List when forecast.NeedsProbe =>
            $"by the list alone, which says little: how soon answers teach, only a probe can tell; {Probe(forecast)}",
        ForecastBasis.List =>
            $"by the list alone: right for about {Numbers.Stated(Forecast.Coverage)} of lists; --probe 100 asks the job's own first texts, and they are not asked again",
        _ when forecast.NeedsProbe => $"by few answers beside the list, which say little: how soon they teach, only more can tell; {Probe(forecast)}",
        ForecastBasis.Audits => "few audits tell a good list or a bad one, many one near the limit",
        _ => $"by the answers so far: right for about {Numbers.Stated(Forecast.Coverage)} of lists",
    };

    private static string Probe(Forecast forecast) =>
        $"--probe {forecast.ProbeTexts} asks the job's own {(forecast.Basis == ForecastBasis.List ? "first" : "next")} texts, and they are not asked again";
}
