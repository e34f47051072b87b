namespace LeadScout.Savings.Validity;

/// <summary>Exact binomial tails.</summary>
internal static class Binomial
{
    /// <summary>
    /// The chance of at most <paramref name="successes"/> in <paramref name="trials"/> independent trials of the given chance in (0, 1).
    /// </summary>
    public static double AtMost(int successes, int trials, double chance)
    {
        var (sum, logTerm) = (0.0, trials * Math.Log(1 - chance));
        for (var k = 0; k <= successes; k++)
        {
            sum += Math.Exp(logTerm);
            logTerm += Math.Log((trials - k) / (k + 1.0)) + Math.Log(chance / (1 - chance));
        }

        return Math.Min(1, sum);
    }

    /// <summary>
    /// The most failures that a method failing with the given chance shows with 99 % probability: more is evidence that it fails more
    /// often.
    /// </summary>
    public static int MostPlausible(int trials, double chance)
    {
        var successes = 0;
        while (successes < trials && AtMost(successes, trials, chance) < 0.99)
        {
            successes++;
        }

        return successes;
    }
}
