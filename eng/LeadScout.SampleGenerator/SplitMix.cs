namespace LeadScout.SampleGenerator;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers on every machine and in every version of .NET. Not thread-safe.
/// </summary>
internal sealed class SplitMix(ulong state)
{
    private ulong _state = state;

    /// <summary>At least 0 and below <paramref name="bound"/>.</summary>
    public int Below(int bound) => (int)(Unit() * bound);

    /// <summary>At least 0 and below 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>One of several, each as likely as the others.</summary>
    public T OneOf<T>(IReadOnlyList<T> all) => all[Below(all.Count)];

    /// <summary>One of several, likely in proportion to its weight.</summary>
    public T OneOf<T>(IReadOnlyList<T> all, Func<T, double> weight)
    {
        var at = Unit() * all.Sum(weight);
        foreach (var one in all)
        {
            at -= weight(one);
            if (at < 0)
            {
                return one;
            }
        }

        return all[^1];
    }

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
