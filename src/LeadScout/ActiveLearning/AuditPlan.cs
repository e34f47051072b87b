using LeadScout.Statistics;

namespace LeadScout.ActiveLearning;

/// <summary>
/// The cheapest known way to a certificate if the student were frozen now: how many texts to ask outright, how many to audit.
/// </summary>
/// <param name="Outright">Texts to ask outright, those with the most expected wrong rows first.</param>
/// <param name="Audits">Expected audits of the rest; 0 if asking is all that helps.</param>
/// <param name="LeastWrongRows">Asked outright are the texts with at least this many expected wrong rows (weight · risk); 0 for
/// all.</param>
internal readonly record struct AuditPlan(int Outright, double Audits, double LeastWrongRows)
{
    private const int Halvings = 8;

    /// <summary>Texts that will have to be asked, by expectation.</summary>
    public double Asks => Outright + Audits;

    /// <summary>
    /// Plans for texts with these rows and risks, which should be calibrated. Time: one pass over the texts and about a millisecond.
    /// </summary>
    /// <param name="budget">What is to be proven.</param>
    /// <param name="listRows">Rows of the whole list; the budget is a share of them.</param>
    /// <param name="texts">Of each undecided or frozen text its rows and the probability that its decision is wrong, 0..1.</param>
    public static AuditPlan For(ErrorBudget budget, long listRows, IEnumerable<(int Rows, double Risk)> texts) =>
        For(budget.WrongRows(listRows), _ => -Math.Log(budget.Alpha), new RiskClasses(texts));

    /// <summary>Plans what is left to do for an auditor at work.</summary>
    /// <param name="wrongRows">Rows that may stay wrong.</param>
    /// <param name="missingEvidence">What the audits still have to yield, in nats, once so many more wrong rows have been found
    /// outright.</param>
    /// <param name="classes">What is left.</param>
    internal static AuditPlan For(long wrongRows, Func<double, double> missingEvidence, RiskClasses classes)
    {
        var best = AskEverything(wrongRows, classes);
        // The cost falls and then rises along the frontier: coarse steps first, then finer ones around the best.
        int classCount = classes.Count;
        int center = 0;
        for (int stride = Math.Max(1, classCount / 8); ; stride = Math.Max(1, stride / 3))
        {
            int from = best.LeastClass < 0 ? 0 : Math.Max(0, center - (4 * stride));
            int to = best.LeastClass < 0 ? classCount : Math.Min(classCount, center + (4 * stride));
            for (int asked = from; asked <= to; asked += stride)
            {
                double cost = classes.CountBefore(asked);
                if (cost >= best.Cost)
                {
                    break;
                }

                double audits = ExpectedAudits(wrongRows, missingEvidence(classes.WrongBefore(asked)), classes, asked);
                if (cost + audits < best.Cost)
                {
                    best = (cost + audits, asked, audits);
                    center = asked;
                }
            }

            if (stride == 1)
            {
                break;
            }
        }

        return best.LeastClass < 0
            ? new AuditPlan((int)Math.Ceiling(best.Cost), 0, 0)
            : new AuditPlan(
                (int)classes.CountBefore(best.LeastClass),
                best.Audits,
                best.LeastClass == 0 ? double.PositiveInfinity : classes.Value(best.LeastClass - 1));
    }

    /// <summary>With enough asked, the rest is within the budget whatever its labels are: no audits.</summary>
    private static (double Cost, int LeastClass, double Audits) AskEverything(long wrongRows, RiskClasses classes) =>
        (classes.CountUntilRowsLeft(wrongRows), -1, 0);

    /// <summary>
    /// The number n that equals missing evidence over growth, with the growth taken half-way through n audits: drawn texts have left by
    /// then, and the errors that the audits find raise what was wrong at the freeze above the budget. More audits grow faster: halving
    /// finds n.
    /// </summary>
    private static double ExpectedAudits(long wrongRows, double missingEvidence, RiskClasses classes, int asked)
    {
        if (missingEvidence <= 0)
        {
            return 0;
        }

        Span<double> rows = stackalloc double[RiskStrata.Count];
        Span<double> risks = stackalloc double[RiskStrata.Count];
        Span<double> shares = stackalloc double[RiskStrata.Count];
        Span<double> remaining = classes.Count <= 512 ? stackalloc double[classes.Count] : new double[classes.Count];
        classes.Remaining(asked, remaining);
        classes.Measure(remaining, rows, risks, out double total);
        if (total <= wrongRows)
        {
            return 0;
        }

        AuditDesign.Solve(rows, risks, Math.Min(wrongRows + 1, 0.999 * total), shares);
        var start = new StrataState(rows.ToArray(), shares.ToArray());
        double low = 0;
        double high = classes.Texts - classes.CountBefore(asked);
        for (int i = 0; i < Halvings; i++)
        {
            double audits = 0.5 * (low + high);
            double found = classes.DrawHalf(asked, audits, start, remaining);
            classes.Measure(remaining, rows, risks, out total);
            double needed = Needed(missingEvidence, rows, risks, total, wrongRows + 1 + (found / 2));
            (low, high) = needed > audits ? (audits, high) : (low, audits);
        }

        return high;
    }

    private static double Needed(double missingEvidence, ReadOnlySpan<double> rows, ReadOnlySpan<double> risks, double total, double budget)
    {
        double expected = 0;
        for (int s = 0; s < rows.Length; s++)
        {
            expected += rows[s] * risks[s];
        }

        return total <= budget ? 0
            : expected >= budget ? double.PositiveInfinity
            : missingEvidence / AuditDesign.Growth(rows, risks, total, budget);
    }
}
