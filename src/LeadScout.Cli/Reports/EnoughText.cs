using System.Globalization;
using LeadScout.Forecasts;
using LeadScout.Jobs;
using LeadScout.Teaching;

namespace LeadScout.Cli.Reports;

/// <summary>A spending limit that would be enough, to be typed after <c>--max-cost</c>.</summary>
internal static class EnoughText
{
    // What a call reserves is more than what it will cost, and the last calls of a job need it, too.
    private const decimal Reserve = 1.25m;

    /// <summary>As in <c>0.42</c>: dollars, rounded up to what a person would type.</summary>
    public static string Of(Money money) => (Math.Ceiling(money.Dollars * 10_000) / 10_000).ToString("0.00##", CultureInfo.InvariantCulture);

    /// <summary>For a job that its limit has stopped; a placeholder with what the limit was, where nothing says what is left.</summary>
    public static string For(Job job, Forecast? left)
    {
        if (left?.Cost is { } cost && cost.Most > Money.Zero && job.Report?.Cost is { } spent)
        {
            var possibly = job.Report.PossiblyBilled ?? Money.Zero;
            var enough = Money.OfDollars((spent + possibly).Dollars + (Reserve * cost.Most.Dollars));
            if (!(enough <= job.Settings.MaxCost)) // a limit that stopped it is no limit to offer: the last calls reserve more than they will cost
            {
                return $"{Of(enough)}    (by the forecast of what is left; goes on where it stopped)";
            }
        }

        return $"MORE    (more than {job.Settings.MaxCost?.ToString() ?? "its limit"}; goes on where it stopped)";
    }
}
