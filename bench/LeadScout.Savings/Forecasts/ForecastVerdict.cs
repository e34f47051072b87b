using LeadScout.Forecasts;
using LeadScout.Savings.Runs;

namespace LeadScout.Savings.Forecasts;

/// <summary>A forecast by weights that its family of sets had no part in, beside what the job came to.</summary>
/// <param name="Point">The moment and the outcome.</param>
/// <param name="Left">The forecast of the asks from then on.</param>
/// <param name="Dollars">The forecast of the money from then on.</param>
internal sealed record ForecastVerdict(ForecastPoint Point, Interval<long> Left, Interval<decimal> Dollars)
{
    /// <summary>The forecast of all asks of the job, those before the moment included.</summary>
    public Interval<long> Total => Left.Select(left => left + Point.Asked);

    /// <summary>Whether the job's asks lie inside.</summary>
    public bool Held => Total.Holds(Point.Total);

    /// <summary>Whether the job's money lies inside.</summary>
    public bool MoneyHeld => Dollars.Holds(Point.DollarsLeft);

    /// <summary>Upper bound by lower bound.</summary>
    public double Width => (double)Total.Most / Total.Least;

    /// <summary>How far the expectation was off, as a share of the outcome.</summary>
    public double Off => Math.Abs((double)Total.Expected / Point.Total - 1);

    /// <summary>Whether a likeliest number was named: only where not more than a probe can tell (see <see cref="Forecast.NeedsProbe"/>).</summary>
    public bool IsNamed => !new Forecast
    {
        Basis = Point.Basis,
        UntilTelling = AskModel.UntilTelling(Point.ForecastFeatures),
        Asks = Left,
        Calls = Left,
        InputTokens = Left,
        OutputTokens = Left,
        Cost = null,
    }.NeedsProbe;

    /// <summary>Whether the expectation was more than twice, or less than half, the outcome.</summary>
    public bool IsMissed => Total.Expected > 2 * Point.Total || Point.Total > 2 * Total.Expected;

    /// <summary>Judges all points, leaving one family of sets out after the other.</summary>
    public static ForecastVerdict[] Of(IReadOnlyCollection<ForecastPoint> points) =>
        [.. points.GroupBy(point => point.List.Family)
            .SelectMany(family => By(ForecastFit.Of([.. points.Where(point => point.List.Family != family.Key)]), family))];

    private static IEnumerable<ForecastVerdict> By(ModelWeights weights, IEnumerable<ForecastPoint> points)
    {
        var model = new AskModel(weights);
        foreach (var point in points)
        {
            var asks = model.Asks(point.ForecastFeatures);
            var calls = model.Calls(asks, point.ForecastFeatures.TextsPerCall);
            yield return new(
                point,
                asks,
                new(Cost(calls.Least, asks.Least), Cost(calls.Expected, asks.Expected), Cost(calls.Most, asks.Most)));

            decimal Cost(long call, long texts) => RunOptions.Default.Price.Of(point.Tokens.Of(call, texts)).Dollars;
        }
    }
}
