namespace LeadScout.Statistics;

/// <summary>
/// How audits are spread over strata. If the risks p were the true error rates, how fast could audits refute that as many as
/// <c>budget</c> rows are wrong? At the rate g = max over shares q, min over rates m with sum(rows · m) = budget, of sum(q · KL(p, m)).
/// At the saddle point KL(p, m) = g in every stratum, so g follows from one equation, and q ∝ rows · m(1 - m) / (m - p): low risks
/// are audited evenly, higher ones about by the root of the risk (Neyman). About ln(1/alpha) / g audits are needed.
/// (Growth-optimal tests: Kelly 1956; Grünwald, de Heide, Koolen, "Safe testing", 2024.)
/// </summary>
internal static class AuditDesign
{
    private const int Halvings = 18;

    /// <summary>
    /// Fills <paramref name="shares"/>, which add up to 1, and returns g in nats an audit; 0 where the risks alone reach the budget.
    /// </summary>
    public static double Solve(ReadOnlySpan<double> rows, ReadOnlySpan<double> risks, double budget, Span<double> shares)
    {
        double expected = 0;
        double total = 0;
        for (int s = 0; s < rows.Length; s++)
        {
            expected += rows[s] * risks[s];
            total += rows[s];
        }

        bool provable = expected < budget && budget < total;
        // Where nothing can be proven yet, spread as for a budget a little above what is expected.
        double aim = provable ? budget : Math.Min((expected * 1.25) + 1, 0.5 * (expected + total));
        double growth = Growth(rows, risks, total, aim);
        Spread(rows, risks, Math.Max(growth, 1e-7), shares);
        return provable ? growth : 0;
    }

    /// <summary>The rate g alone, without the shares.</summary>
    public static double Growth(ReadOnlySpan<double> rows, ReadOnlySpan<double> risks, double total, double budget)
    {
        // KL(p, m) = g implies m >= 1 - exp(-g), which caps g.
        double low = 0;
        double high = -Math.Log(1 - (budget / total));
        for (int i = 0; i < Halvings; i++)
        {
            double middle = 0.5 * (low + high);
            double wrong = 0;
            for (int s = 0; s < rows.Length && wrong <= budget; s++)
            {
                wrong += rows[s] > 0 ? rows[s] * Divergence.UpperRate(risks[s], middle) : 0;
            }

            (low, high) = wrong > budget ? (low, middle) : (middle, high);
        }

        return low;
    }

    private static void Spread(ReadOnlySpan<double> rows, ReadOnlySpan<double> risks, double growth, Span<double> shares)
    {
        double sum = 0;
        for (int s = 0; s < rows.Length; s++)
        {
            double rate = Math.Min(Divergence.UpperRate(risks[s], growth), 1 - 1e-6);
            shares[s] = rows[s] > 0 ? rows[s] * rate * (1 - rate) / Math.Max(rate - risks[s], 1e-9) : 0;
            sum += shares[s];
        }

        for (int s = 0; s < rows.Length; s++)
        {
            shares[s] /= sum;
        }
    }
}
