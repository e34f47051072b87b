namespace LeadScout.Statistics;

/// <summary>
/// What one audit makes of a unit of wealth at one slope, against any hypothesis "at least v rows of what remains are wrong": the more
/// wrong rows a hypothesis claims, the more is won against it. The slope is fixed before the outcome is known, so the mean is at most 1
/// under every one of them (see <see cref="AuditBet"/>).
/// </summary>
/// <param name="Ratio">The likelihood ratio of the outcome; never negative.</param>
/// <param name="Slope">At least 0; 0 stakes nothing.</param>
/// <param name="Worst">The wrong rows under the rates that the slope bets against.</param>
internal readonly record struct SlopedBet(double Ratio, double Slope, double Worst)
{
    private const double LeastMean = 0.5;

    /// <summary>The factor on the wealth.</summary>
    /// <param name="wrongRows">v. Where it is so large that the bet would be unbounded, a bet against fewer is taken: valid, too.</param>
    public double Factor(double wrongRows) => Ratio / Math.Max(LeastMean, 1 + (Slope * (Worst - wrongRows)));
}
