using LeadScout.Cascades;
using LeadScout.Teaching;

namespace LeadScout.Jobs;

/// <summary>Turns folds into progress. Not thread-safe.</summary>
internal sealed class JobMeter(LeadTexts texts, int knownTexts, Money[]? rowByRow, JobContext context)
{
    private int _askedTexts;
    private int _calls;
    private int _failedCalls;
    private int _givenUp;

    /// <summary>Counts a folded batch and reports.</summary>
    public void Folded(DeskResult result, JobPlan plan, Purse purse)
    {
        _askedTexts += result.Outcomes.Count(outcome => !outcome.IsOpen);
        _calls += result.Calls;
        _failedCalls += result.FailedCalls;
        _givenUp += result.Outcomes.Count(outcome => outcome.Failure is not null);
        Report(plan, purse);
    }

    /// <summary>Reports as things stand.</summary>
    public void Report(JobPlan plan, Purse purse, JobPhase? phase = null)
    {
        if (context.Progress is null)
        {
            return;
        }

        var (decided, reused, spared) = (texts.BlankRows, 0L, Money.Zero);
        for (var text = 0; text < texts.Count; text++)
        {
            if (plan.Decisions[text] is { } decision)
            {
                decided += texts.Rows(text);
                reused += decision.IsDecided ? texts.Rows(text) - (decision.Source == DecisionSource.Teacher ? 1 : 0) : 0;
                spared += rowByRow?[text] ?? Money.Zero;
            }
        }

        context.Progress.Report(new JobProgress
        {
            Phase = phase ?? plan.Phase,
            Rows = texts.RowCount,
            DistinctTexts = texts.Count,
            KnownTexts = knownTexts,
            DecidedRows = decided,
            ReusedRows = reused,
            AskedTexts = _askedTexts,
            Calls = _calls,
            FailedCalls = _failedCalls,
            GivenUpTexts = _givenUp,
            Spent = rowByRow is null ? null : purse.Spent,
            Reserved = purse.Reserved,
            Left = purse.Left,
            RowByRowCost = rowByRow is null ? null : spared,
            Elapsed = context.Elapsed,
            Remaining = _calls == 0 || decided == 0 ? null : context.Elapsed * ((double)(texts.RowCount - decided) / decided),
        });
    }
}
