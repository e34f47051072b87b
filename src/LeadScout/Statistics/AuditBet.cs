namespace LeadScout.Statistics;

/// <summary>
/// The bets of one audit against hypotheses "at least v rows of what remains are wrong": what one unit of wealth becomes.
/// A bet is the likelihood ratio of the rates p against the nearest rates m of the hypothesis: (1 - p)/(1 - m) if the decision was
/// right, p/m if it was wrong, where m - p = slope · rows/share · m(1 - m). The two differ by slope · rows/share, so under
/// any error rates whatever with at least v wrong rows the mean is at most 1 + slope · (sum(rows · m) - v). Dividing by that makes the
/// mean at most 1 for every slope; how well the slope is solved decides about power only.
/// </summary>
internal sealed class AuditBet
{
    private const int MostSteps = 30;
    private const double Tolerance = 5e-3;
    // Against hypotheses that leave hardly a right row the best bet is unbounded; a bet against fewer wrong rows is valid, too.
    private const double UsualMostWrong = 0.98;

    private readonly double[] _rows;
    private readonly double[] _jumps;
    private readonly double[] _risks;
    private readonly int _drawn;
    private readonly double _mostWrong;
    private readonly double _expected;
    private readonly double _firstRise;

    /// <param name="draw">The strata at the draw, and where it fell.</param>
    /// <param name="risks">The rates to bet on, by stratum, each below 1.</param>
    /// <param name="mostWrongShare">Hypotheses that claim a larger share of wrong rows are bet against as if they claimed this one, in (0,
    /// 1).</param>
    public AuditBet(Draw draw, ReadOnlySpan<double> risks, double mostWrongShare = UsualMostWrong)
    {
        int[] present = [.. Enumerable.Range(0, draw.Rows.Length).Where(s => draw.Shares[s] > 0)];
        _rows = new double[present.Length];
        _jumps = new double[present.Length];
        _risks = new double[present.Length];
        for (int i = 0; i < present.Length; i++)
        {
            int s = present[i];
            _rows[i] = draw.Rows[s];
            _jumps[i] = draw.Rows[s] / draw.Shares[s];
            _risks[i] = risks[s];
        }

        _drawn = Array.IndexOf(present, draw.Stratum);
        _mostWrong = mostWrongShare * draw.TotalRows;
        _expected = WorstCase(0, out _firstRise);
    }

    /// <summary>The factor on the wealth: at most 1 in the mean under the hypothesis, never negative.</summary>
    /// <param name="wrongRows">v; above 0.</param>
    /// <param name="wrong">The audit's outcome: the only thing in here that the bet could not know.</param>
    /// <param name="slope">In: a first guess; out: the slope taken, a guess for the next audit. It does not depend on the outcome.</param>
    public double Factor(double wrongRows, bool wrong, ref double slope)
    {
        wrongRows = Math.Min(wrongRows, _mostWrong);
        if (_expected >= wrongRows)
        {
            return 1;
        }

        double worst = Solve(wrongRows, ref slope);
        double mean = 1 + (slope * (worst - wrongRows));
        while (mean < 0.5)
        {
            slope /= 2;
            mean = 1 + (slope * (WorstCase(slope, out _) - wrongRows));
        }

        return Ratio(slope, wrong) / mean;
    }

    /// <summary>
    /// The same at the slope that is best against one hypothesis, to be held against all: not the best against the others, but at the price
    /// of one of them.
    /// </summary>
    /// <param name="wrongRows">v of the hypothesis that the slope is chosen for; above 0.</param>
    /// <param name="wrong">The audit's outcome.</param>
    /// <param name="slope">In: a first guess; out: the slope taken. It does not depend on the outcome.</param>
    public SlopedBet Against(double wrongRows, bool wrong, ref double slope)
    {
        wrongRows = Math.Min(wrongRows, _mostWrong);
        if (_expected >= wrongRows)
        {
            return new SlopedBet(1, 0, 0);
        }

        double worst = Solve(wrongRows, ref slope);
        return new SlopedBet(Ratio(slope, wrong), slope, worst);
    }

    private double Ratio(double slope, bool wrong)
    {
        double p = _risks[_drawn];
        double k = slope * _jumps[_drawn];
        double m = Rate(p, k);
        return !wrong ? 1 + (k * m) : m > 0 ? p / m : 1 - k;
    }

    /// <summary>Finds the slope with sum(rows · m) = v, by Newton's method kept inside a bracket; the sum rises with the slope.</summary>
    private double Solve(double wrongRows, ref double slope)
    {
        double low = 0;
        double high = double.PositiveInfinity;
        double before = double.PositiveInfinity;
        slope = slope > 0 ? slope : (wrongRows - _expected) / _firstRise;
        for (int i = 0; ; i++)
        {
            double worst = WorstCase(slope, out double rise);
            double gap = wrongRows - worst;
            if (Math.Abs(gap) < Tolerance * (wrongRows - _expected) || i == MostSteps)
            {
                return worst;
            }

            (low, high) = gap > 0 ? (slope, high) : (low, slope);
            double next = slope + (gap / rise);
            double middle = double.IsInfinity(high) ? 4 * low : 0.5 * (low + high);

            // Where the sum rises in a bend, Newton's steps creep: halving the bracket does not.
            bool isCreeping = Math.Abs(gap) > 0.5 * before;
            slope = !isCreeping && next > low && next < Math.Min(high, 8 * slope) ? next : middle;
            before = Math.Abs(gap);
        }
    }

    private double WorstCase(double slope, out double rise)
    {
        double sum = 0;
        rise = 0;
        for (int s = 0; s < _rows.Length; s++)
        {
            double k = slope * _jumps[s];
            double m = Rate(_risks[s], k);
            sum += _rows[s] * m;
            rise += _rows[s] * _jumps[s] * m * (1 - m) / Math.Max(1 - (k * (1 - (2 * m))), 1e-9);
        }

        return sum;
    }

    /// <summary>The root in [p, 1) of m - p = k · m(1 - m).</summary>
    private static double Rate(double p, double k)
    {
        if (k < 1e-12)
        {
            return p;
        }

        double b = 1 - k;
        double root = Math.Sqrt((b * b) + (4 * k * p));
        return b >= 0 ? 2 * p / (b + root) : (root - b) / (2 * k);
    }
}
