using LeadScout.Statistics;
using Xunit;

namespace LeadScout.Tests.Statistics;

public sealed partial class DriftMonitorTests
{
    private static readonly double[] SomeRates = [0, 0.01, 0.05, 0.2, 0.5, 0.8, 1];

    /// <summary>Every outcome of three small jobs, under every falling row of rates: the mean evidence is at most 1, alarms as rare as stated.</summary>
    [Theory]
    [InlineData(0.5, 3, 3, 3)]
    [InlineData(0.25, 6, 2, 5)]
    [InlineData(0.1, 1, 7, 4)]
    [InlineData(0.05, 8, 8, 0)]
    public void Without_drift_alarms_are_as_rare_as_stated_whatever_the_rates(double alpha, int first, int second, int third)
    {
        int[] audits = [first, second, third];
        var records = Records(audits, alpha).ToArray();
        foreach (var rates in FallingRates())
        {
            var (mean, alarms) = (0.0, 0.0);
            foreach (var (errors, evidence, hasAlarm) in records)
            {
                var probability = Enumerable.Range(0, 3)
                    .Aggregate(1.0, (product, job) => product * Binomial(audits[job], errors[job], rates[job]));
                mean += probability * evidence;
                alarms += hasAlarm ? probability : 0;
            }

            Assert.True(mean <= 1 + 1e-9, $"mean {mean} at {string.Join(", ", rates)}");
            Assert.True(alarms <= alpha + 1e-9, $"alarms {alarms} at {string.Join(", ", rates)}");
        }
    }

    /// <summary>The rate of an audit may depend on what the audits before it found, as long as no later job's is above an earlier one's.</summary>
    [Fact]
    public void An_adversary_who_sees_every_outcome_gains_nothing()
    {
        const int Each = 5;
        const double Alpha = 0.25;
        var alarms = new bool[Each + 1, Each + 1];
        foreach (var (errors, _, hasAlarm) in Records([Each, Each], Alpha))
        {
            alarms[errors[0], errors[1]] = hasAlarm;
        }

        foreach (var border in SomeRates)
        {
            Assert.True(Worst(0, 0, 0) <= Alpha + 1e-9, $"{Worst(0, 0, 0)} at {border}");

            double Worst(int audits, int first, int second)
            {
                if (audits == 2 * Each)
                {
                    return alarms[first, second] ? 1 : 0;
                }

                var isFirst = audits < Each;
                double right = Worst(audits + 1, first, second);
                double wrong = isFirst ? Worst(audits + 1, first + 1, second) : Worst(audits + 1, first, second + 1);
                return new[] { border, isFirst ? 1 : 0 }.Max(rate => (rate * wrong) + ((1 - rate) * right));
            }
        }
    }

    [Fact]
    public void One_job_is_no_evidence_and_a_fall_of_errors_is_none_either()
    {
        var monitor = new DriftMonitor();
        monitor.Add(150, 90);
        Assert.Equal(0, monitor.Evidence);
        monitor.Add(150, 1);
        Assert.True(monitor.Evidence < 1);
        Assert.False(monitor.HasAlarm);
    }

    [Fact]
    public void An_alarm_stays_and_jobs_without_audits_say_nothing()
    {
        var monitor = new DriftMonitor();
        monitor.Add(200, 2);
        monitor.Add(200, 80);
        Assert.True(monitor is { HasAlarm: true, Evidence: > 1000 });
        var evidence = monitor.Evidence;
        monitor.Add(0, 0);
        Assert.InRange(monitor.Evidence, evidence, 1.5 * evidence);
        monitor.Add(100_000, 0);
        Assert.True(monitor is { HasAlarm: true, Evidence: < 20 });
    }

    [Fact]
    public void Long_records_stay_finite()
    {
        var monitor = new DriftMonitor();
        monitor.Add(1_000_000, 0);
        monitor.Add(1_000_000, 1_000_000);
        Assert.True(double.IsFinite(monitor.Evidence));
    }

    [Fact]
    public void Impossible_counts_and_rates_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DriftMonitor().Add(1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DriftMonitor().Add(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DriftMonitor(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DriftMonitor(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DriftMonitor(double.NaN));
    }

    private static IEnumerable<(int[] Errors, double Evidence, bool HasAlarm)> Records(int[] audits, double alpha)
    {
        IEnumerable<int[]> outcomes = [[]];
        foreach (var job in audits)
        {
            outcomes = outcomes.SelectMany(_ => Enumerable.Range(0, job + 1), (before, errors) => (int[])[.. before, errors]).ToArray();
        }

        foreach (var errors in outcomes)
        {
            var monitor = new DriftMonitor(alpha);
            foreach (var (job, wrong) in audits.Zip(errors))
            {
                monitor.Add(job, wrong);
            }

            yield return (errors, monitor.Evidence, monitor.HasAlarm);
        }
    }

    private static IEnumerable<double[]> FallingRates() =>
        from first in SomeRates
        from second in SomeRates
        from third in SomeRates
        where first >= second && second >= third
        select (double[])[first, second, third];

    private static double Binomial(int count, int yes, double rate)
    {
        var ways = 1.0;
        for (var i = 0; i < yes; i++)
        {
            ways = ways * (count - i) / (i + 1);
        }

        return ways * Math.Pow(rate, yes) * Math.Pow(1 - rate, count - yes);
    }
}
