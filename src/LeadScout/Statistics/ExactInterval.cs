namespace LeadScout.Statistics;

/// <summary>
/// The interval of Clopper and Pearson (1934) for an unknown chance: it covers the truth with at least the stated confidence, in samples of
/// any size and whatever the chance. The trials have to be independent and of one chance.
/// </summary>
/// <param name="Lower">0 to 1.</param>
/// <param name="Upper">0 to 1.</param>
public readonly record struct ExactInterval(double Lower, double Upper)
{
    private const int Halvings = 60;

    /// <summary>The interval after so many successes; 0 to 1 without a trial.</summary>
    /// <param name="successes">0 to <paramref name="trials"/>.</param>
    /// <param name="trials">At least 0.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    public static ExactInterval Of(int successes, int trials, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        var tail = (1 - confidence) / 2;
        return new ExactInterval(1 - Largest(trials - successes, trials, tail), Largest(successes, trials, tail));
    }

    /// <summary>The largest chance under which so few successes, or fewer, are as likely as the tail.</summary>
    private static double Largest(int successes, int trials, double tail)
    {
        if (successes == trials)
        {
            return 1;
        }

        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = AtMost(successes, trials, middle) > tail ? (middle, high) : (low, middle);
        }

        return high;
    }

    private static double AtMost(int successes, int trials, double chance)
    {
        var (sum, logTerm) = (0.0, trials * Math.Log(1 - chance));
        for (var k = 0; k <= successes; k++)
        {
            sum += Math.Exp(logTerm);
            logTerm += Math.Log((trials - k) / (k + 1.0) * (chance / (1 - chance)));
        }

        return sum;
    }
}
