using LeadScout.Forecasts;
using LeadScout.Statistics;

namespace LeadScout.Savings.Forecasts;

/// <summary>
/// Fits the forecast's weights: least squares, each set counting the same whatever its number of lists and moments. The bounds are
/// quantiles of what is left over when each family of sets in turn is left out of the fit, because a user's list is of none of these.
/// </summary>
internal static class ForecastFit
{
    private const double Tail = (1 - Forecast.Coverage) / 2;

    // Moments of a job, and jobs of a set, err together, so quantiles of ten sets hold less often on an eleventh: with tails of 10 % at 69
    // to 82 % of the moments, with 5 % at 79 to 100 %, with 3 % at 86 to 100 %.
    private const double RemainingTail = 0.03;
    private const double Ridge = 1e-3;
    private const int FewestTexts = 20;

    /// <summary>Fits to points of at least two sets.</summary>
    public static ModelWeights Of(IReadOnlyCollection<ForecastPoint> points)
    {
        var shares = points.Where(point => point.Basis == ForecastBasis.List).ToArray();
        var remaining = points.Where(point => point.Basis == ForecastBasis.Answers && !AskModel.AreFew(point.ForecastFeatures)).ToArray();
        var few = points.Where(point => AskModel.AreFew(point.ForecastFeatures)).ToArray();
        var weights = Middle(shares, remaining);
        var (shareLow, shareHigh) = Bounds(shares, shares, left => Middle(left, []), Leftover.OfShare, Tail);
        var (low, high) = Bounds(remaining, remaining, left => Middle([], left), Leftover.OfRemaining, RemainingTail);
        var (fewLow, fewHigh) = Bounds(few, remaining, left => Middle([], left), Leftover.OfFew, RemainingTail);
        var weightOf = WeightsOf(points);
        var calls = points.Where(point => point.Moment != Moment.Live && point.AsksLeft >= FewestTexts)
            .Select(point => (Value: point.CallsLeft * point.ForecastFeatures.TextsPerCall / point.AsksLeft, Weight: weightOf[point.List]))
                .ToArray();
        return weights with
        {
            ShareLow = shareLow,
            ShareHigh = shareHigh,
            RemainingLow = low,
            RemainingHigh = high,
            FewLow = fewLow,
            FewHigh = fewHigh,
            Calls = Quantile(calls, 0.5),
            CallsLow = Quantile(calls, Tail),
            CallsHigh = Quantile(calls, 1 - Tail),
        };
    }

    private static ModelWeights Middle(IReadOnlyCollection<ForecastPoint> shares, IReadOnlyCollection<ForecastPoint> remaining)
    {
        var share = LeastSquares(
            shares,
            point => [1, point.ForecastFeatures.Nearness, AskModel.LogBudget(point.ForecastFeatures)],
            point => AskModel.ShareOf(point.ForecastFeatures, point.AsksLeft));
        var left = LeastSquares(
            remaining, point => [1, AskModel.LogPlanned(point.ForecastFeatures)], point => AskModel.LogTexts(point.AsksLeft));
        return new ModelWeights(share[0], share[1], share[2], 0, 0, left[0], left[1], 0, 0, 0, 0, 1, 1, 1);
    }

    private static (double Low, double High) Bounds(
        IReadOnlyCollection<ForecastPoint> points, IReadOnlyCollection<ForecastPoint> fitted, Func<ForecastPoint[], ModelWeights> fit,
        Func<AskModel, ForecastPoint, double> leftover, double tail)
    {
        var weightOf = WeightsOf(points);
        var leftovers = points.GroupBy(point => point.List.Family).SelectMany(family =>
        {
            var model = new AskModel(fit([.. fitted.Where(point => point.List.Family != family.Key)]));
            return family.Select(point => (leftover(model, point), weightOf[point.List]));
        }).ToArray();
        return (Quantile(leftovers, tail), Quantile(leftovers, 1 - tail));
    }

    private static double[] LeastSquares(
        IReadOnlyCollection<ForecastPoint> points, Func<ForecastPoint, double[]> features, Func<ForecastPoint, double> target)
    {
        var weightOf = WeightsOf(points);
        var rows = points.Select(point => (ForecastFeatures: features(point), Target: target(point), Weight: weightOf[point.List]))
            .ToArray();
        var weights = new double[rows.Length == 0 ? 3 : rows[0].ForecastFeatures.Length];
        Newton.Maximise(weights, (at, gradient, curvature) =>
        {
            Array.Clear(gradient);
            Array.Clear(curvature);
            var value = 0.0;
            for (var j = 0; j < at.Length; j++)
            {
                (gradient[j], curvature[j, j]) = (-Ridge * at[j], Ridge);
                value -= Ridge * at[j] * at[j] / 2;
            }

            foreach (var (x, target, weight) in rows)
            {
                var error = target - x.Zip(at, (sign, coefficient) => sign * coefficient).Sum();
                value -= weight * error * error / 2;
                for (var j = 0; j < at.Length; j++)
                {
                    gradient[j] += weight * error * x[j];
                    for (var k = 0; k <= j; k++)
                    {
                        curvature[j, k] += weight * x[j] * x[k];
                    }
                }
            }

            return value;
        });
        return weights;
    }

    /// <summary>The weight of a list's points: its share of its set's share, which is 1, by the points.</summary>
    private static Dictionary<ForecastList, double> WeightsOf(IEnumerable<ForecastPoint> points) => points
        .GroupBy(point => point.List.Set)
        .Select(set => set.CountBy(point => point.List).ToArray())
        .SelectMany(lists => lists.Select(list => (list.Key, Weight: 1.0 / lists.Length / list.Value)))
        .ToDictionary(list => list.Key, list => list.Weight);

    private static double Quantile(IReadOnlyCollection<(double Value, double Weight)> values, double share)
    {
        var left = share * values.Sum(value => value.Weight);
        foreach (var (value, weight) in values.OrderBy(value => value.Value))
        {
            left -= weight;
            if (left <= 0)
            {
                return value;
            }
        }

        return 0;
    }

    private static class Leftover
    {
        public static double OfShare(AskModel model, ForecastPoint point) =>
            AskModel.ShareOf(point.ForecastFeatures, point.AsksLeft) - model.Share(point.ForecastFeatures);

        public static double OfRemaining(AskModel model, ForecastPoint point) =>
            OfFew(model, point) / AskModel.Spread(point.ForecastFeatures);

        public static double OfFew(AskModel model, ForecastPoint point) =>
            AskModel.LogTexts(point.AsksLeft) - model.Remaining(point.ForecastFeatures);
    }
}
