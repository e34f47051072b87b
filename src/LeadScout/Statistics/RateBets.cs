namespace LeadScout.Statistics;

/// <summary>
/// Bets against the claim that one rate separates two rows of yes and no: at least so many yes before, at most so many after. A bet on
/// odds that are k times those of the rate multiplies by (k or 1) / (1 - p + kp) on (yes or no). Its mean is at most 1 under the claim: for
/// k below 1 before, for k above 1 after.
/// </summary>
internal static class RateBets
{
    // Odds above the rate afterwards, and by the same factor below it before; there also none, for a first job with few audits.
    private static readonly double[] Odds = [2, 4, 8];
    private static readonly double[] OddsBefore = [1, 1 / 2.0, 1 / 4.0, 1 / 8.0];

    // 0, and rates from 1 in 8,000 to 98 %, their odds 4 % apart; and 1.
    private static readonly double[] Rates =
        [0, .. Enumerable.Range(0, 326).Select(i => 1 / (1 + Math.Exp(9 - (0.04 * i)))), 1];

    private static readonly double[][] Denominators = Array.ConvertAll(Odds, DenominatorsOf);
    private static readonly double[][] DenominatorsBefore = Array.ConvertAll(OddsBefore, DenominatorsOf);

    /// <summary>By rate: natural logarithm of the wealth of the bets on what was seen before. It grows with the rate.</summary>
    public static double[] Before(int count, int yes) =>
        [.. Enumerable.Range(0, Rates.Length).Select(rate => Wealth(OddsBefore, DenominatorsBefore, count, yes, rate))];

    /// <summary>
    /// Natural logarithm of a lower bound on the wealth against whichever rate suits the claim best. The wealth before grows with the rate, that
    /// after falls: between two rates it is nowhere less than the one at the lower times the other at the upper rate.
    /// </summary>
    public static double LeastAgainstAnyRate(double[] before, int count, int yes)
    {
        var least = double.PositiveInfinity;
        for (var rate = 0; rate + 1 < Rates.Length; rate++)
        {
            least = Math.Min(least, before[rate] + Wealth(Odds, Denominators, count, yes, rate + 1));
        }

        return least;
    }

    /// <summary>Natural logarithm of the mean wealth of bets on all odds.</summary>
    private static double Wealth(double[] odds, double[][] denominators, int count, int yes, int rate)
    {
        Span<double> logarithms = stackalloc double[odds.Length];
        var most = double.NegativeInfinity;
        for (var k = 0; k < odds.Length; k++)
        {
            logarithms[k] = (yes * Math.Log(odds[k])) - (count * denominators[k][rate]);
            most = Math.Max(most, logarithms[k]);
        }

        var sum = 0.0;
        foreach (var logarithm in logarithms)
        {
            sum += Math.Exp(logarithm - most);
        }

        return most + Math.Log(sum / odds.Length);
    }

    private static double[] DenominatorsOf(double odds) => Array.ConvertAll(Rates, rate => Math.Log(1 - rate + (odds * rate)));
}
