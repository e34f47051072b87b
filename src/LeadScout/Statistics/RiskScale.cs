namespace LeadScout.Statistics;

/// <summary>
/// What the audits so far say about the risks: all too low or too high by a common factor (Gamma prior around 1), and a part of the
/// errors that the risks know nothing about. It steers bets; validity never depends on it.
/// </summary>
internal sealed class RiskScale
{
    private const double PriorErrors = 4;
    private const double Unforeseen = 0.3;
    private const double HighestRisk = 0.97;

    private double _seen;
    private double _expected;

    public double Factor => (PriorErrors + _seen) / (PriorErrors + _expected);

    public void Count(Draw draw, bool wrong)
    {
        for (int s = 0; s < draw.Risks.Length; s++)
        {
            _expected += draw.Shares[s] * draw.Risks[s];
        }

        _seen += wrong ? 1 : 0;
    }

    /// <summary>The risks to bet on.</summary>
    public void Apply(ReadOnlySpan<double> rows, ReadOnlySpan<double> risks, Span<double> scaled)
    {
        double total = 0;
        double wrong = 0;
        for (int s = 0; s < rows.Length; s++)
        {
            total += rows[s];
            wrong += rows[s] * risks[s];
        }

        double mean = total > 0 ? wrong / total : 0;
        for (int s = 0; s < rows.Length; s++)
        {
            scaled[s] = Math.Min(HighestRisk, Factor * (((1 - Unforeseen) * risks[s]) + (Unforeseen * mean)));
        }
    }
}
