using LeadScout.Cascades;
using LeadScout.Teaching;

namespace LeadScout.Jobs;

/// <summary>Adds up a job: who decided, what it cost, what is proven.</summary>
internal sealed class JobReporter(JobContext context, Intake intake, Money[]? rowByRow)
{
    /// <summary>What all texts would have cost; null where the price is unknown.</summary>
    public static Money? Sum(Money[]? rowByRow) => rowByRow?.Aggregate(Money.Zero, (sum, cost) => sum + cost);

    /// <param name="plan">The plan, as far as it came.</param>
    /// <param name="bill">The ledger's sums.</param>
    /// <param name="unreached">Why some texts have no decision.</param>
    /// <param name="worked">Whether this run made calls; writing a result out again is no working time.</param>
    public JobReport Of(JobPlan plan, Bill bill, UndecidedReason unreached, bool worked)
    {
        var texts = intake.Texts;
        var tally = JobTally.Of(texts, plan.Decisions, unreached);
        var missing = tally.Undecided.GetValueOrDefault(UndecidedReason.OutOfMoney) + tally.Undecided.GetValueOrDefault(UndecidedReason.NotAsked);
        var certificate = plan.Certificate;
        return new JobReport
        {
            Rows = texts.RowCount,
            DistinctTexts = texts.Count,
            UndecidedRows = tally.Undecided,
            RowsBySource = tally.BySource,
            AskedTexts = bill.AskedTexts,
            AskedTextsIfDeferred = context.Request.Settings.Learn == LearnMode.Immediate ? (int)intake.DeferredAsks.Count : null,
            Calls = bill.Calls,
            LostCalls = bill.LostCalls,
            FailedCalls = bill.FailedCalls,
            UncountedCalls = bill.UncountedCalls,
            Usage = bill.Usage,
            Cost = bill.Cost,
            RowByRowCost = Sum(rowByRow),
            // Rows that nobody got to may all differ: they count as if they did.
            Certificate = missing == 0 ? certificate : certificate with { UpperBound = (double)missing / texts.RowCount },
            HelpfulPatterns = plan.Use.HelpfulPatterns,
            PatternsPerCall = plan.Use.Per(bill.Calls),
            PatternsPerAnswer = plan.Use.Per(bill.AskedTexts),
            Elapsed = context.Job.Report is { Elapsed: var before } ? before + (worked ? context.Elapsed : TimeSpan.Zero) : context.Elapsed,
        };
    }
}
