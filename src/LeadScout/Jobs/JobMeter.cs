using LeadScout.Cascades;
using LeadScout.Teaching;

namespace LeadScout.Jobs;

/// <summary>Turns folds into progress. Not thread-safe.</summary>
internal sealed class JobMeter(LeadTexts texts, int knownTexts, Money[]? rowByRow, TimeProvider clock, long started, IProgress<JobProgress>? progress)
{
    private int _askedTexts;
    private int _calls;
    private int _errors;

    /// <summary>Counts a folded batch and reports.</summary>
    public void Folded(DeskResult result, ReadOnlySpan<Decision?> decisions, Purse purse)
    {
        _askedTexts += result.Outcomes.Count(outcome => !outcome.IsOpen);
        _calls += result.Calls;
        _errors += result.FailedCalls + result.Outcomes.Count(outcome => outcome.Failure is not null);
        Report(JobPhase.Learning, decisions, purse);
    }

    /// <summary>Reports as things stand.</summary>
    public void Report(JobPhase phase, ReadOnlySpan<Decision?> decisions, Purse purse)
    {
        if (progress is null)
        {
            return;
        }

        var (decided, asked, spared) = (texts.BlankRows, 0L, Money.Zero);
        for (var i = 0; i < decisions.Length; i++)
        {
            if (decisions[i] is { } decision)
            {
                decided += texts.Rows(i);
                asked += decision.Source == DecisionSource.Teacher ? 1 : 0;
                spared += rowByRow?[i] ?? Money.Zero;
            }
        }

        var elapsed = clock.GetElapsedTime(started);
        progress.Report(new JobProgress
        {
            Phase = phase,
            Rows = texts.RowCount,
            DistinctTexts = texts.Count,
            KnownTexts = knownTexts,
            DecidedRows = decided,
            ReusedRows = decided - asked,
            AskedTexts = _askedTexts,
            Calls = _calls,
            Errors = _errors,
            Spent = rowByRow is null ? null : purse.Spent,
            Reserved = purse.Reserved,
            RowByRowCost = rowByRow is null ? null : spared,
            Elapsed = elapsed,
            Remaining = _calls == 0 || decided == 0 ? null : elapsed * ((double)(texts.RowCount - decided) / decided),
        });
    }
}
