namespace LeadScout.Statistics;

/// <summary>
/// Bets about the next drawn row that make use of what is predicted about it. With a slope b learned from the rows drawn so far, the
/// prediction's part b (p - mean of p over the rows not drawn), whose mean is known to be 0, is taken off the outcome: what is left
/// scatters less if the predictions are any good, and b is near 0 if they are not. Not thread-safe.
/// </summary>
internal sealed class ControlVariate(PredictedErrors predicted)
{
    // Never all in: a factor stays above 0, so that a rare outcome does not end the bets.
    private const double MostAtStake = 0.98;
    private const double SteepestSlope = 1.5;

    // As if so many rows had shown that the predictions say nothing.
    private const double Doubt = 5;

    private readonly double _least = predicted.Least;
    private readonly double _most = predicted.Most;
    private double _left = predicted.Rows;
    private double _leftSum = predicted.Sum;
    private double _leftSquares = predicted.SumOfSquares;
    private double _drawn;
    private double _wrong;
    private double _sum;
    private double _squares;
    private double _products;

    private double Mean => _leftSum / _left;

    private double Variance => Math.Max(0, (_leftSquares / _left) - (Mean * Mean));

    private double Slope
    {
        get
        {
            if (_drawn == 0 || Variance <= 0)
            {
                return 0;
            }

            var together = _products - (_wrong * _sum / _drawn);
            var alone = _squares - (_sum * _sum / _drawn);
            return Math.Clamp(together / (alone + (Doubt * Variance)), 0, SteepestSlope);
        }
    }

    /// <summary>
    /// The logarithm of what a unit staked against the claims from <paramref name="low"/> to <paramref name="high"/> becomes: on average at
    /// most 1 under each.
    /// </summary>
    /// <param name="low">The lowest claimed share of wrong rows among those not drawn.</param>
    /// <param name="high">The highest.</param>
    /// <param name="isWrong">The outcome.</param>
    /// <param name="prediction">What was predicted about the row.</param>
    public double LogFactor(double low, double high, bool isWrong, double prediction)
    {
        var slope = Slope;
        var expected = ((_wrong + 0.5) / (_drawn + 1)) + (slope * (Mean - ((_sum + Mean) / (_drawn + 1))));
        var claim = (low + high) / 2;
        var scatter = Math.Max((claim * (1 - claim)) - (slope * slope * Variance), claim * (1 - claim) / 4);
        var stake = (Math.Clamp(expected, 0, 1) - claim) / Math.Max(scatter, 1e-9);

        // The claim of the cell that gains most from the bet's direction is the one it has to be fair to.
        var centre = (stake > 0 ? high : low) - (slope * Mean);
        var lowest = -(slope * _most) - centre;
        var highest = 1 - (slope * _least) - centre;
        stake = stake > 0
            ? Math.Min(stake, lowest < 0 ? MostAtStake / -lowest : stake)
            : Math.Max(stake, highest > 0 ? -MostAtStake / highest : stake);
        return Math.Log(1 + (stake * ((isWrong ? 1 : 0) - (slope * prediction) - centre)));
    }

    /// <summary>Takes in the row.</summary>
    public void Learn(bool isWrong, double prediction)
    {
        var outcome = isWrong ? 1 : 0;
        _left--;
        _leftSum -= prediction;
        _leftSquares -= prediction * prediction;
        _drawn++;
        _wrong += outcome;
        _sum += prediction;
        _squares += prediction * prediction;
        _products += outcome * prediction;
    }
}
