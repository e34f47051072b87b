namespace LeadScout.Statistics;

/// <summary>The strata as they stood when an audit was drawn: all that its bets may know besides earlier outcomes.</summary>
/// <param name="Rows">Rows, by stratum, of the texts that no earlier step had taken.</param>
/// <param name="Risks">Expected share of those rows that is wrong, by stratum; a hint.</param>
/// <param name="Shares">Probability, by stratum, that the audit falls there; inside, a text is drawn in proportion to its rows.</param>
/// <param name="Stratum">Where it fell.</param>
internal sealed record Draw(double[] Rows, double[] Risks, double[] Shares, int Stratum)
{
    public double TotalRows { get; } = Rows.Sum();
}
