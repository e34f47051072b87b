using System.Collections.Immutable;

namespace LeadScout.Server.Dashboard.Charts;

/// <summary>An axis from 0 (or a lower end) to a round upper end, with a few round ticks.</summary>
/// <param name="From">The value at its beginning.</param>
/// <param name="To">The value at its end; above <paramref name="From"/>.</param>
/// <param name="Ticks">Round values on it, rising.</param>
internal sealed record Axis(double From, double To, ImmutableArray<double> Ticks)
{
    /// <summary>An axis that holds every value from 0 to <paramref name="most"/>.</summary>
    /// <param name="most">The largest value; at 0 or below the axis ends at 1.</param>
    /// <param name="ticks">About so many steps; at least 1.</param>
    /// <param name="endsAtMost">Whether it ends at the largest value instead of the round one after it.</param>
    /// <param name="isWhole">Whether only whole values are on it.</param>
    public static Axis UpTo(double most, int ticks, bool endsAtMost = false, bool isWhole = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ticks, 1);
        var top = most > 0 ? most : 1;
        var step = isWhole ? Math.Max(1, RoundStep(top / ticks)) : RoundStep(top / ticks);
        var end = endsAtMost ? top : Math.Ceiling((top / step) - 1e-9) * step;
        return new Axis(0, end, [.. Enumerable.Range(0, (int)Math.Floor((end / step) + 1e-9) + 1).Select(i => i * step)]);
    }

    /// <summary>Where a value lies, 0..1; values outside lie at the ends.</summary>
    public double Place(double value) => Math.Clamp((value - From) / (To - From), 0, 1);

    private static double RoundStep(double atLeast)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        return (atLeast / power) switch { <= 1 => 1, <= 2 => 2, <= 2.5 => 2.5, <= 5 => 5, _ => 10 } * power;
    }
}
