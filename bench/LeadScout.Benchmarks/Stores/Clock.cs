using System.Diagnostics;

namespace LeadScout.Benchmarks.Stores;

/// <summary>Times rounds of two things in turn, so that whatever else the machine does falls on both.</summary>
internal static class Clock
{
    /// <summary>Nanoseconds of each round.</summary>
    public static double Time(Action work)
    {
        var started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started).TotalNanoseconds;
    }

    /// <summary>The middle one.</summary>
    public static double Median(IEnumerable<double> values) => Quantile(values, 0.5);

    /// <summary>The one that the given share of the others is below.</summary>
    public static double Quantile(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted[(int)(sorted.Length * share)];
    }
}
