using LeadScout.Teaching;

namespace LeadScout.Forecasts;

/// <summary>Makes one forecast of those for several questions.</summary>
internal static class SeveralForecasts
{
    private static readonly Func<long, long, long> Sum = (one, other) => one + other;
    private static readonly Func<long, long, long> Larger = Math.Max;

    /// <summary>Questions about different texts: each is asked by itself.</summary>
    public static Forecast Apart(Forecast one, Forecast other) => Combine(one, other, Sum, Sum) with
    {
        UntilTelling = one.UntilTelling + other.UntilTelling,
    };

    /// <summary>
    /// The same texts: at best the smaller question comes along with the larger, at worst they are never asked together, which is nearer to
    /// how learning questions go.
    /// </summary>
    public static Forecast Sharing(Forecast one, Forecast other) => Combine(one, other, Larger, Sum);

    /// <summary>
    /// The same open texts, all to be asked, but each question in an order of its own: nearly all come along with one another.
    /// </summary>
    public static Forecast SharingMost(Forecast one, Forecast other) => Combine(one, other, Larger, Larger);

    /// <summary>
    /// The same open texts, each asked for both questions at once. One prompt with both costs less than two, and no less than the longer.
    /// </summary>
    public static Forecast Together(Forecast one, Forecast other) => SharingMost(one, other) with
    {
        Basis = ForecastBasis.Exact,
        Asks = one.Asks.With(other.Asks, Larger, Larger, Larger),
        Calls = one.Calls.With(other.Calls, Larger, Larger, Larger),
        OutputTokens = one.OutputTokens.With(other.OutputTokens, Sum, Sum, Sum),
    };

    /// <summary>Joins figure by figure; whatever is shared, the most is the sum.</summary>
    private static Forecast Combine(Forecast one, Forecast other, Func<long, long, long> least, Func<long, long, long> expected)
    {
        var asks = Join(one.Asks, other.Asks);
        var basis = one.Basis > other.Basis ? one.Basis : other.Basis;
        return new Forecast
        {
            // Which answers come along with which is not known, however exactly each question is.
            Basis = basis == ForecastBasis.Exact && !asks.IsExact ? ForecastBasis.List : basis,
            Thinking = one.Thinking > other.Thinking ? one.Thinking : other.Thinking,
            Asks = asks,
            UntilTelling = Math.Max(one.UntilTelling, other.UntilTelling),
            AsksForLabels = one.AsksForLabels + other.AsksForLabels,
            Calls = Join(one.Calls, other.Calls),
            InputTokens = Join(one.InputTokens, other.InputTokens),
            OutputTokens = Join(one.OutputTokens, other.OutputTokens),
            Cost = one.Cost is { } first && other.Cost is { } second
                ? Join(first.Select(money => money.NanoDollars), second.Select(money => money.NanoDollars)).Select(nano => new Money(nano))
                : null,
        };

        Interval<long> Join(Interval<long> figure, Interval<long> another) => figure.With(another, least, expected, Sum);
    }
}
