namespace LeadScout.Statistics;

/// <summary>
/// Strata of texts with like risk: risks in half powers of two. Only efficiency depends on the risks being right, never validity.
/// </summary>
internal static class RiskStrata
{
    /// <summary>From risks up to 2^-10 to risks above 2^-0.5.</summary>
    public const int Count = 21;

    public static int Of(double risk) => (int)Math.Clamp(Math.Ceiling((2 * Math.Log2(risk)) + Count - 1), 0, Count - 1);

    /// <exception cref="ArgumentOutOfRangeException">Not a probability.</exception>
    public static double Checked(double risk) => risk is >= 0 and <= 1
        ? risk
        : throw new ArgumentOutOfRangeException(nameof(risk), risk, "The risk that a decision is wrong is a probability: 0 to 1.");
}
