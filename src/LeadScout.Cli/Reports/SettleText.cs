using LeadScout.Application.Reports;
using LeadScout.Jobs;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Spending;

namespace LeadScout.Cli.Reports;

/// <summary>What <c>jobs settle</c> says.</summary>
internal static class SettleText
{
    public static void Write(TextWriter output, Job job, Settlement? settlement, PurseStatement purse, string database)
    {
        if (settlement is { Calls: > 0 })
        {
            output.WriteLine($"Released: {settlement.Released} of {settlement.Calls.Of("possibly billed call")}. {settlement.By} said so; it stays on record.");
        }
        else if (purse.PossiblyBilledCalls > 0)
        {
            output.WriteLine($"{purse.PossiblyBilledCalls.Of("call")} of job {job.Id} may have been billed: they hold back {purse.PossiblyBilled?.ToString() ?? "an unknown amount"}.");
        }
        else if (purse.Reserved == Money.Zero)
        {
            output.WriteLine($"There is nothing to release: no call of job {job.Id} is possibly billed.");
        }

        output.WriteLine($"  spending limit: {PurseText.Of(purse)}");
        if (settlement is { Calls: > 0 } && job.State != JobState.Done)
        {
            output.WriteLine($"  next  leadscout jobs resume {job.Id}{RepairText.Db(database)}");
        }
        else if (settlement is null && (purse.PossiblyBilledCalls > 0 || purse.Reserved > Money.Zero))
        {
            output.WriteLine($"Nothing was changed. If the provider's bill shows {purse.Spent?.ToString() ?? "no more"} and not more: leadscout jobs settle {job.Id} --measured{RepairText.Db(database)}");
        }
    }
}
