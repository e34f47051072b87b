using LeadScout.Statistics;

namespace LeadScout.Savings.Regret;

/// <summary>
/// The cheapest certified plan that was open to a run: at some growth of the answers freeze, ask outright the texts that the student doubts
/// most, audit the rest by lot. What is known with hindsight is how many of the rest are really wrong. The audits are exact: as many as the
/// hypergeometric distribution needs when they find as many errors as are expected, at the full confidence.
/// </summary>
internal static class Hindsight
{
    /// <summary>For each budget the fewest texts that a certified plan asks.</summary>
    public static double[] Cheapest(LearningRun run, long rows, IReadOnlyList<ErrorBudget> budgets)
    {
        var best = new double[budgets.Count];
        Array.Fill(best, double.PositiveInfinity);
        foreach (var moment in run.Moments())
        {
            for (var i = 0; i < best.Length; i++)
            {
                best[i] = Math.Min(best[i], Asks(moment, rows, budgets[i], best[i]));
            }

            if (best.All(asks => asks <= moment.Asked))
            {
                break;
            }
        }

        return best;
    }

    /// <summary>The texts asked by a plan that freezes at this moment; infinite where it is no better than what is known.</summary>
    public static double Asks(LearningMoment moment, long rows, ErrorBudget budget, double known)
    {
        var doubted = moment.Open.OrderByDescending(text => text.Rows * text.Risk).ToArray();
        var (left, wrong) = (doubted.Sum(text => (long)text.Rows), doubted.Sum(text => text.IsWrong ? (long)text.Rows : 0));
        var best = double.PositiveInfinity;
        for (var outright = 0; moment.Asked + outright < Math.Min(best, known); outright++)
        {
            if (outright % 5 == 0)
            {
                best = Math.Min(best, moment.Asked + outright + Audits(left, wrong, budget.WrongRows(rows), budget.Alpha));
            }

            if (outright == doubted.Length)
            {
                break;
            }

            left -= doubted[outright].Rows;
            wrong -= doubted[outright].IsWrong ? doubted[outright].Rows : 0;
        }

        return best;
    }

    /// <summary>The audits, drawn by lot, that prove at most so many rows wrong; infinite where more are wrong.</summary>
    public static double Audits(long rows, long wrong, long allowed, double alpha)
    {
        if (rows <= allowed)
        {
            return 0;
        }

        var (few, enough) = (0L, rows - allowed);
        while (enough - few > 1)
        {
            var audits = (few + enough) / 2;
            (few, enough) = Proves(audits) ? (few, audits) : (audits, enough);
        }

        return enough;

        bool Proves(long audits)
        {
            var found = (long)Math.Round((double)audits * wrong / rows);
            var claim = allowed + 1 + found;
            return claim > rows || (wrong - found <= allowed && ExactWrongRows.AtMost(found, rows, claim, audits) <= alpha);
        }
    }
}
