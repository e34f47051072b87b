using LeadScout.Application.Reports;
using LeadScout.Jobs;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Spending;

namespace LeadScout.Cli.Reports;

/// <summary>What <c>jobs settle</c> says.</summary>
internal static class SettleText
{
    public static void Write(TextWriter output, Job job, Settlement? settlement, SpendingStatement spending, string database)
    {
        if (settlement is { Calls: > 0 })
        {
            output.WriteLine($"Released: {settlement.Released} of {settlement.Calls.Of("possibly billed call")}. {settlement.By} said so; it stays on record.");
        }
        else if (spending.PossiblyBilledCalls > 0)
        {
            output.WriteLine($"{spending.PossiblyBilledCalls.Of("call")} of job {job.Id} may have been billed: they hold back {spending.PossiblyBilled?.ToString() ?? "an unknown amount"}.");
        }
        else if (spending.Reserved == Money.Zero)
        {
            output.WriteLine($"There is nothing to release: no call of job {job.Id} is possibly billed.");
        }

        output.WriteLine($"  spending limit: {SpendingText.Of(spending)}");
        if (settlement is { Calls: > 0 } && job.State != JobState.Done)
        {
            output.WriteLine($"  next  leadscout jobs resume {job.Id}{OptionWords.Database(database)}");
        }
        else if (settlement is null && (spending.PossiblyBilledCalls > 0 || spending.Reserved > Money.Zero))
        {
            output.WriteLine(
                $"Nothing was changed. If the provider's bill shows {spending.Spent?.ToString() ?? "no more"} and not more: leadscout jobs settle {job.Id} --measured{OptionWords.Database(database)}");
        }
    }
}
