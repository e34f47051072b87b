using LeadScout.Statistics;
using Xunit;

namespace LeadScout.Tests.Statistics;

/// <summary>How often an alarm is raised, over many records.</summary>
public sealed partial class DriftMonitorTests
{
    /// <summary>A hundred records of a year each. The slack is three binomial standard deviations.</summary>
    [Theory]
    [InlineData(0.02, 0.02)]
    [InlineData(0.2, 0.2)]
    [InlineData(0.1, 0.01)]
    public void A_year_without_drift_seldom_raises_an_alarm(double from, double to)
    {
        const int Records = 100;
        const double Alpha = DriftMonitor.DefaultAlpha;
        var alarms = Enumerable.Range(0, Records).Count(seed => Run((ulong)seed, 12, month => from + ((to - from) * month / 11)).HasAlarm);
        Assert.True(alarms <= Records * (Alpha + (3 * Math.Sqrt(Alpha * (1 - Alpha) / Records))), $"{alarms} of {Records}");
    }

    [Theory]
    [InlineData(0.02, 0.12, 8, 0.9)]
    [InlineData(0.01, 0.05, 10, 0.6)]
    public void A_jump_after_half_a_year_is_found(double before, double after, int months, double share)
    {
        const int Records = 60;
        var found = Enumerable.Range(0, Records).Count(seed => Run((ulong)seed, months, month => month < 6 ? before : after).HasAlarm);
        Assert.True(found >= share * Records, $"{found} of {Records}");
    }

    private static DriftMonitor Run(ulong seed, int months, Func<int, double> rate)
    {
        var (random, monitor) = (new SeededRandom(seed), new DriftMonitor());
        for (var month = 0; month < months; month++)
        {
            monitor.Add(150, Enumerable.Range(0, 150).Count(_ => random.NextShare() < rate(month)));
        }

        return monitor;
    }
}
