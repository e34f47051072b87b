namespace LeadScout.Statistics;

/// <summary>The Kullback-Leibler divergence between two coins, in nats.</summary>
internal static class Divergence
{
    private const int MostSteps = 50;

    public static double Between(double p, double m) => Term(p, m) + Term(1 - p, 1 - m);

    /// <summary>The rate m above p with KL(p, m) = <paramref name="divergence"/>, by a safeguarded Newton search.</summary>
    public static double UpperRate(double p, double divergence)
    {
        if (p <= 0)
        {
            return -double.ExpM1(-divergence);
        }

        if (p >= 1)
        {
            return 1;
        }

        double low = p;
        double high = 1 - Math.Exp(-(divergence + Entropy(p)) / (1 - p));
        double m = Math.Min(high, p + Math.Sqrt(2 * divergence * p * (1 - p)) + (divergence * (1 - p)));
        for (int i = 0; i < MostSteps && high > low; i++)
        {
            double excess = Between(p, m) - divergence;
            (low, high) = excess > 0 ? (low, m) : (m, high);
            double next = m - (excess * m * (1 - m) / (m - p));
            next = next > low && next < high ? next : 0.5 * (low + high);
            if (Math.Abs(next - m) < 1e-9 * m)
            {
                return next;
            }

            m = next;
        }

        return m;
    }

    private static double Term(double p, double m) => p <= 0 ? 0 : p * Math.Log(p / m);

    private static double Entropy(double p) => -(p * Math.Log(p)) - ((1 - p) * Math.Log(1 - p));
}
