using System.IO.Hashing;
using LeadScout.Teaching.Calls;

namespace LeadScout.Teaching.Limits;

/// <summary>How patient the service is. Delays are drawn from the seed, so a job waits the same way each time.</summary>
public sealed record RetryPolicy
{
    /// <summary>How often a text is asked with the same useless outcome before it is given up; 3 by default.</summary>
    public int TriesPerText { get; init; } = 3;

    /// <summary>How often a text is asked altogether, whatever comes of it, before it is given up; 8 by default.</summary>
    public int MostTriesPerText { get; init; } = 8;

    /// <summary>
    /// How often in a row the teacher may fail without a word of what is the matter before the job is saved and stops; 10 by default: four
    /// minutes.
    /// </summary>
    public int TriesPerOutage { get; init; } = 10;

    /// <summary>The same for a teacher that has not answered once, which is more likely misconfigured than tired; 3 by default.</summary>
    public int TriesAtFirst { get; init; } = 3;

    /// <summary>
    /// How many whole replies in a row may hold no usable answer before a teacher that never gave one is given up; 8 by default.
    /// </summary>
    public int RepliesWithoutSense { get; init; } = 8;

    /// <summary>
    /// How many requests in a row may be refused as bad before it is taken for more than some odd texts; 24 by default: eight texts, three
    /// tries each.
    /// </summary>
    public int RefusalsInARow { get; init; } = 24;

    /// <summary>
    /// How often in a row any failure may be met with another try, whatever the teacher says; null to go by the kind of failure.
    /// </summary>
    public int? MostTries { get; init; }

    /// <summary>How long a teacher is waited for altogether where nobody says otherwise.</summary>
    public static TimeSpan UsualPatience { get; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long to wait for a teacher altogether, from its last answer on, at least 0; then the job is saved and stops. Null for
    /// <see cref="UsualPatience"/> where the teacher says what is the matter (too many requests, a model that loads, a time to come back),
    /// and for a number of tries where it does not.
    /// </summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>The first delay; each next one doubles. 1 s by default.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest delay, unless the provider asks for more. 60 s by default.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Seed of the jitter.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// How long to wait after the given failure: what the provider asked for, or exponential back-off with half of it jittered.
    /// </summary>
    /// <param name="batch">The batch that failed.</param>
    /// <param name="failures">Failures in a row, from 1.</param>
    /// <param name="asked">What the provider asked for, if anything.</param>
    public TimeSpan Delay(BatchId batch, int failures, TimeSpan? asked)
    {
        var full = Math.Min(LongestDelay.TotalSeconds, FirstDelay.TotalSeconds * Math.Pow(2, failures - 1));
        var backOff = TimeSpan.FromSeconds(full * (0.5 + (0.5 * Jitter(batch, failures))));
        return asked is { } least && least > backOff ? least : backOff;
    }

    private double Jitter(BatchId batch, int failures)
    {
        Span<byte> place = stackalloc byte[12];
        BitConverter.TryWriteBytes(place, batch.Stored);
        BitConverter.TryWriteBytes(place[8..], failures);
        return (XxHash3.HashToUInt64(place, (long)Seed) >> 11) * (1.0 / (1UL << 53));
    }
}
