using LeadScout.Application.Reports;
using LeadScout.Stores;

namespace LeadScout.Application.AnswerLog;

/// <summary>
/// Whether the ages of answers can be believed. A machine whose clock is set years ahead makes all answers old, and what was forgotten is
/// gone for good. So a database remembers when its ages were last believed, and a leap from there is asked about first.
/// </summary>
public static class ClockAge
{
    // A database may well lie unused for longer than it keeps its answers, but hardly for this much longer.
    private const int LeastLeapDays = 30;

    /// <summary>Why not, or null where they can.</summary>
    /// <param name="store">The database.</param>
    /// <param name="days">What is older than this is to be forgotten.</param>
    /// <param name="clock">The machine's.</param>
    /// <param name="interrupt">Ends the reading.</param>
    public static async Task<string?> DoubtAsync(IDatabase store, int days, TimeProvider clock, CancellationToken interrupt)
    {
        var (now, seen) = (clock.GetUtcNow(), await store.ClockSeenAsync(interrupt));
        var leap = (now - seen).TotalDays;
        return leap <= days + Math.Max(LeastLeapDays, days / 2) ? null
            : $"By this machine's clock it is {now:yyyy-MM-dd}, {((long)leap).Of("day")} after this database was last used ({seen:yyyy-MM-dd}): if the clock is wrong, answers would be lost.";
    }
}
