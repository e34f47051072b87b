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
    public static double[] Cheapest(IEnumerable<LearningMoment> moments, long rows, IReadOnlyList<ErrorBudget> budgets)
    {
        var best = new double[budgets.Count];
        Array.Fill(best, double.PositiveInfinity);
        foreach (var moment in moments)
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
                var limit = Math.Min(best, known) - moment.Asked - outright;
                best = Math.Min(best, moment.Asked + outright + Audits(left, wrong, budget.WrongRows(rows), budget.Alpha, limit));
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

    /// <summary>The audits, drawn by lot, that prove at most so many rows wrong; infinite where that takes more than the limit.</summary>
    public static double Audits(long rows, long wrong, long allowed, double alpha, double limit = double.PositiveInfinity)
    {
        if (rows <= allowed)
        {
            return 0;
        }

        // Draws take wrong rows out at their share.
        if (wrong > allowed && (double)rows * (wrong - allowed - 1) / wrong > limit)
        {
            return double.PositiveInfinity;
        }

        var (few, enough) = (0L, rows - allowed);
        if (limit < enough)
        {
            // Errors come in whole numbers: where the next one is about to be found, fewer audits may prove what a few more do not.
            var most = Math.Max(1, (long)limit);
            var sooner = wrong == 0 ? most : Math.Max(1, (long)(((Found(most) - 0.5) * rows / wrong) - 1e-6));
            if (!Proves(most) && !Proves(sooner))
            {
                return double.PositiveInfinity;
            }

            enough = Proves(most) ? most : sooner;
        }

        while (enough - few > 1)
        {
            var audits = (few + enough) / 2;
            (few, enough) = Proves(audits) ? (few, audits) : (audits, enough);
        }

        return enough;

        long Found(long audits) => (long)Math.Round((double)audits * wrong / rows);

        bool Proves(long audits)
        {
            var found = Found(audits);
            var claim = allowed + 1 + found;
            return claim > rows || (wrong - found <= allowed && ExactWrongRows.AtMost(found, rows, claim, audits) <= alpha);
        }
    }
}
