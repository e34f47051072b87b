namespace LeadScout.Statistics;

/// <summary>
/// Bounds how many rows of an endless stream the student has answered wrongly so far. Each row that the student decides is audited with a
/// known probability, by a draw of its own; an audited row is corrected. Not thread-safe. What is proven: with probability at least
/// <see cref="ErrorBudget.Confidence"/> over the draws, the bound holds at every moment of the stream, whatever the student, its drift and
/// the order of the rows, as long as the draw of a row cannot be known when it is decided. Why: if a wrong row of weight w is audited with
/// probability r, then exp(x·w) when it slips through and (1 - (1 - r)·exp(x·w)) / r when it is found have mean 1, for each x chosen before
/// the draw; right rows do not count at all. The product over the rows is a martingale (Ville 1939), and staking on several x keeps it one.
/// A stake whose x is too large for the next row's audit rate moves to the next smaller x before the draw: to count what slipped through
/// earlier at the smaller x, too, only lowers the product. No row is assumed to be like another; the rows of a text that comes again and
/// again are rows each, with a draw each.
/// </summary>
/// <remarks>
/// With texts in flight all of this holds, in whatever order and batches their answers come. Whether a row is wrong is settled when it is
/// decided: by the student's label and by what the teacher says about the text, asked or not. Its draw is made then, with a probability fixed
/// before. So in the order of the decisions the product over the rows is the same martingale, though part of it is not known yet; and a
/// probability may depend on any answers that are home by then, for none of them knows the draw to come. Until the answer to an audit is home
/// the row counts as wrong, which only lowers the product. An audit whose answer never comes, because its caller left before it was sent,
/// stays an error: to drop it would let whoever leaves choose the draws. It ends when the text is answered after all.
/// </remarks>
internal sealed class StreamCertificate
{
    /// <summary>
    /// Number of stakes: the audit rates of <see cref="RateOf"/>, from 0.74 down to 5 in a million, so that audits go on becoming rarer as a
    /// stream goes on.
    /// </summary>
    internal const int Stakes = 58;

    // Of the first twenty, down to a rate of 0.02, each has a fifth less of the wealth than the one before: the wealth of those before comes to it
    // with time. Those after them have as much as each other.
    private const int Usual = 20;
    private const double LessAtEach = 0.8;

    // What is left of a stake after an error. A stake that is lost at once has a lower bound until the first error, and none to speak of
    // after it.
    private const double Kept = 0.4;

    // With fewer stakes a stream waits longer for each lower rate; more than these bring little.
    private const double Ratio = 0.8;

    // The bound is found from above, up to half of this part of it: what may be trusted leaves room for that.
    private const double Precision = 2e-6;

    // To leave out what is less than a part of 10^-17 of the wealth makes the wealth no larger.
    private const double Negligible = -40;

    private static readonly double[] Rates = [.. Enumerable.Range(0, Stakes).Select(i => Math.Pow(Ratio, i))];

    // What a missed row of weight 1 multiplies each stake by.
    private static readonly double[] Growths = Array.ConvertAll(Rates, Math.Exp);

    private static readonly double[] AuditRates = [.. Enumerable.Range(0, Stakes).Select(stake => (Growths[stake] - 1) / (Growths[stake] - Kept))];

    // By the stake whose audit rate it is, and the stake that is lowered.
    private static readonly double[][] LogKept = [.. AuditRates.Select(rate => Enumerable.Range(0, Stakes).Select(i => LogOfFound(i, rate, 1)).ToArray())];

    private static readonly double[] LogShares = LogSharesOfWealth();

    private readonly double[] _logStakes = new double[Stakes];
    private readonly double _logGoal;
    private long _notAudited;
    private double? _bound; // null: not worked out since a stake changed

    /// <param name="budget">The largest share of all rows that may be wrong, at every moment.</param>
    public StreamCertificate(ErrorBudget budget)
    {
        Budget = budget;
        _logGoal = -Math.Log(budget.Alpha);
        for (int i = 0; i < Stakes; i++)
        {
            _logStakes[i] = LogShares[i];
        }

    }

    /// <summary>What is promised.</summary>
    public ErrorBudget Budget { get; }

    /// <summary>Rows seen, whoever decided them.</summary>
    public long Rows { get; private set; }

    /// <summary>Audits whose answer has come.</summary>
    public int Audits { get; private set; }

    /// <summary>Audited rows where the student had been wrong.</summary>
    public int AuditErrors { get; private set; }

    /// <summary>The most rows, not audited, that the student can have decided wrongly so far.</summary>
    public double WrongRowsBound => _bound ??= Bound();

    /// <summary>The bound as a share of all rows seen; 0 as long as the student has decided none.</summary>
    public double UpperBound => Rows == 0 ? 0 : Math.Min(WrongRowsBound, _notAudited) / Rows;

    /// <summary>
    /// Whether the student may decide the next row at this audit rate. If only rows for which this was true are left to the student,
    /// <see cref="UpperBound"/> stays inside the budget for good: even if the row is audited and wrong, the bound stays inside.
    /// </summary>
    /// <param name="rate">Audit probability, in (0, 1].</param>
    /// <param name="weight">Rows that the one decision covers; at least 1.</param>
    /// <param name="share">The share of the budget in which the bound is to stay, in (0, 1].</param>
    public bool CanTrust(double rate, int weight = 1, double share = 1)
    {
        Check(rate, weight);
        Span<double> after = stackalloc double[Stakes];
        _logStakes.CopyTo(after);
        Lower(after, rate, weight);
        Find(after, rate, weight, 1);
        return LogWealth(after, (1 - Precision) * share * Budget.MaxError * (Rows + weight)) >= _logGoal;
    }

    /// <summary>The same for a row of weight 1 at the audit rate of a stake, whose logarithms are known.</summary>
    internal bool CanTrustAtRateOf(int stake)
    {
        Span<double> after = stackalloc double[Stakes];
        _logStakes.CopyTo(after);
        Lower(after, AuditRates[stake], 1);
        var kept = LogKept[stake].AsSpan();
        for (int i = 0; i < Stakes; i++)
        {
            if (!double.IsNegativeInfinity(after[i]))
            {
                after[i] += kept[i];
            }
        }

        return LogWealth(after, (1 - Precision) * Budget.MaxError * (Rows + 1)) >= _logGoal;
    }

    /// <summary>The least audit rate at which a stake stays where it is.</summary>
    internal static double RateOf(int stake) => AuditRates[stake];

    /// <summary>The rows by which the bound of a stake rises for a wrong row that is audited at this rate, in the mean.</summary>
    /// <param name="stake">The stake.</param>
    /// <param name="rate">The rate, at least the stake's own.</param>
    internal static double RowsOfWrong(int stake, double rate) =>
        -rate * LogOfFound(stake, rate, 1) / Rates[stake];

    /// <summary>Counts a row that the student did not decide.</summary>
    public void ObserveAsked(int weight = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(weight);
        Rows += weight;
    }

    /// <summary>Counts a row that the student decided, whose audit, if it was drawn, has its answer already.</summary>
    /// <param name="rate">The probability with which it was audited, in (0, 1].</param>
    /// <param name="audited">Whether it was.</param>
    /// <param name="wrong">Whether the teacher contradicted; not read unless audited.</param>
    /// <param name="weight">Rows that the one decision covers; at least 1.</param>
    public void ObserveDecided(double rate, bool audited, bool wrong, int weight = 1)
    {
        BeginDecided(rate, audited, weight);
        if (audited)
        {
            EndAudit(rate, wrong, weight);
        }
    }

    /// <summary>
    /// Counts a row that the student decided. An audit counts as an error until it has ended: what is decided meanwhile stays covered, and
    /// an audit that never gets its answer does no harm.
    /// </summary>
    public void BeginDecided(double rate, bool audited, int weight = 1)
    {
        Check(rate, weight);
        Rows += weight;
        _notAudited += audited ? 0 : weight;
        bool lowered = Lower(_logStakes, rate, weight);
        if (audited)
        {
            Find(_logStakes, rate, weight, 1);
        }

        _bound = audited || lowered ? null : _bound;
    }

    /// <summary>
    /// The audit of a row has its answer. If the row was right, what it cost is given back, at the x where the stakes are by now: they only
    /// fell, and a smaller x costs less, so never more than was taken.
    /// </summary>
    public void EndAudit(double rate, bool wrong, int weight = 1)
    {
        Check(rate, weight);
        Audits++;
        if (wrong)
        {
            AuditErrors++;
            return;
        }

        Find(_logStakes, rate, weight, -1);
        _bound = null;
    }

    private static double[] LogSharesOfWealth()
    {
        double[] parts = [.. Enumerable.Range(0, Stakes).Select(i => Math.Pow(LessAtEach, Math.Min(i, Usual)))];
        return Array.ConvertAll(parts, part => Math.Log(part / parts.Sum()));
    }

    /// <summary>
    /// Moves the stakes of which too little, or less than nothing, would be left after an error; below the smallest x they are given up.
    /// </summary>
    private static bool Lower(Span<double> logStakes, double rate, int weight)
    {
        bool lowered = false;
        for (int i = 0; i < Stakes && IsTooLarge(i, rate, weight); i++)
        {
            if (!double.IsNegativeInfinity(logStakes[i]))
            {
                if (i + 1 < Stakes)
                {
                    logStakes[i + 1] = LogSum(logStakes[i], logStakes[i + 1]);
                }

                logStakes[i] = double.NegativeInfinity;
                lowered = true;
            }
        }

        return lowered;
    }

    private static bool IsTooLarge(int stake, double rate, int weight) => 1 - ((1 - rate) * Growth(stake, weight)) < (Kept - 1e-9) * rate;

    private static double Growth(int stake, int weight) => weight == 1 ? Growths[stake] : Math.Exp(Rates[stake] * weight);

    /// <summary>The logarithm of what is left of a stake when a row that is found at this rate was wrong.</summary>
    private static double LogOfFound(int stake, double rate, int weight) => Math.Log((1 - ((1 - rate) * Growth(stake, weight))) / rate);

    private static void Find(Span<double> logStakes, double rate, int weight, int sign)
    {
        for (int i = 0; i < Stakes; i++)
        {
            if (!double.IsNegativeInfinity(logStakes[i]))
            {
                logStakes[i] += sign * LogOfFound(i, rate, weight);
            }
        }
    }

    /// <summary>
    /// The number of missed rows at which the wealth reaches 1/alpha. Any stake by itself reaches it no sooner than all together, and the
    /// logarithm of the wealth is convex in that number: so Newton's steps from the first such number come down to the bound and never below it.
    /// </summary>
    private double Bound()
    {
        double bound = double.PositiveInfinity;
        for (int i = 0; i < Stakes; i++)
        {
            bound = Math.Min(bound, (_logGoal - _logStakes[i]) / Rates[i]);
        }

        while (bound <= long.MaxValue)
        {
            double beyond = LogWealth(_logStakes, bound, out double slope) - _logGoal;
            if (beyond / slope <= Precision / 2 * bound)
            {
                return bound;
            }

            bound -= beyond / slope;
        }

        return double.PositiveInfinity;
    }

    private static double LogWealth(ReadOnlySpan<double> logStakes, double missed) => LogWealth(logStakes, missed, out _);

    private static double LogWealth(ReadOnlySpan<double> logStakes, double missed, out double slope)
    {
        Span<double> grown = stackalloc double[Stakes];
        double most = double.NegativeInfinity;
        for (int i = 0; i < Stakes; i++)
        {
            grown[i] = logStakes[i] + (Rates[i] * missed);
            most = Math.Max(most, grown[i]);
        }

        double sum = 0;
        double moment = 0;
        for (int i = 0; i < Stakes; i++)
        {
            double part = grown[i] - most < Negligible ? 0 : Math.Exp(grown[i] - most);
            sum += part;
            moment += part * Rates[i];
        }

        slope = moment / sum;
        return most + Math.Log(sum);
    }

    private static double LogSum(double a, double b)
    {
        double most = Math.Max(a, b);
        return double.IsNegativeInfinity(most) ? most : most + Math.Log(Math.Exp(a - most) + Math.Exp(b - most));
    }

    private static void Check(double rate, int weight)
    {
        if (!(rate is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "An audit rate is a probability above 0, at most 1.");
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(weight);
    }
}
