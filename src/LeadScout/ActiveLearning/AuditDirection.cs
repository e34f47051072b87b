using LeadScout.Statistics;

namespace LeadScout.ActiveLearning;

/// <summary>
/// Directs audits to where the budgets by label need them. Each goal would spread so many audits over the strata in its own way; a stratum
/// gets as many as the goal that wants most there, for one audit serves all. So there are at least as many as the dearest goal takes, and at
/// most as many as all take together. A choice of probabilities: it decides about power, never about validity.
/// </summary>
internal sealed class AuditDirection(LabelEvidence evidence, FrozenLabels labels, Func<double> missing)
{
    // Every text can be drawn at every step, or the audits would say nothing of the rest any more.
    private const double Floor = 0.03;
    private const double HopelessAudits = 100;
    private const double MostConcentration = 20;

    /// <summary>Audits that all goals together still take, by the last look.</summary>
    public double Audits { get; private set; }

    /// <summary>The budget by label that takes most, by the last look; null where it is the list's own.</summary>
    public LabelGoal? Dearest { get; private set; }

    /// <summary>Replaces the shares.</summary>
    /// <param name="draw">The strata, spread for the list's own budget.</param>
    /// <param name="rows">By label.</param>
    /// <param name="growth">What an audit so spread yields for the list's own budget, in nats.</param>
    public void Direct(Draw draw, LabelRows rows, double growth)
    {
        double[] wanted = new double[draw.Rows.Length];
        double most = AuditsFor(missing(), growth);
        for (int s = 0; s < wanted.Length; s++)
        {
            wanted[s] = most * draw.Shares[s];
        }

        Dearest = null;
        foreach (var goal in evidence.Goals)
        {
            if (!goal.Holds && !goal.IsAsked)
            {
                double audits = Want(goal, new LabelledDraw(draw, rows, labels.RunnerUps), wanted);
                (most, Dearest) = audits > most ? (audits, goal) : (most, Dearest);
            }
        }

        Audits = wanted.Sum();
        if (Dearest is not null)
        {
            Spread(draw.Shares, wanted);
        }
    }

    private static double AuditsFor(double missing, double growth) =>
        missing <= 0 ? 0 : growth > 0 ? missing / growth : HopelessAudits;

    private static double Want(LabelGoal goal, LabelledDraw drawn, double[] wanted)
    {
        var claim = goal.Claim;
        if (claim.Strata(drawn, goal.Limit.Label) is not { } own)
        {
            return 0;
        }

        double[] scaled = new double[own.Rows.Length], shares = new double[own.Rows.Length];
        claim.Scale(own, scaled);
        double growth = AuditDesign.Solve(own.Rows, scaled, Math.Min(goal.Allowed + 1, 0.999 * own.TotalRows), shares);
        double audits = AuditsFor(goal.MissingEvidence(0), growth);
        int strata = wanted.Length;
        for (int s = 0; s < own.Rows.Length; s++)
        {
            if (own.Rows[s] > 0)
            {
                // Of the draws from a stratum, some fall on texts that this goal is not about.
                double rows = own.Rows[s] / claim.Units(s < strata ? goal.Limit.Label : -1);
                double concentration = Math.Min(MostConcentration, drawn.Draw.Rows[s % strata] / rows);
                wanted[s % strata] = Math.Max(wanted[s % strata], audits * shares[s] * concentration);
            }
        }

        return audits;
    }

    private static void Spread(double[] shares, double[] wanted)
    {
        double all = wanted.Sum();
        double sum = 0;
        for (int s = 0; s < shares.Length; s++)
        {
            shares[s] = Math.Max(wanted[s] / all, Floor * shares[s]);
            sum += shares[s];
        }

        for (int s = 0; s < shares.Length; s++)
        {
            shares[s] /= sum;
        }
    }
}
