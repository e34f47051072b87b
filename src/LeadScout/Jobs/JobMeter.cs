using LeadScout.Cascades;
using LeadScout.Forecasts;
using LeadScout.Learning;
using LeadScout.Teaching;

namespace LeadScout.Jobs;

/// <summary>Turns folds into progress. Not thread-safe.</summary>
/// <param name="texts">The list's texts.</param>
/// <param name="knownTexts">Those known before the job began.</param>
/// <param name="paidTexts">Those that earlier runs of the job have paid for.</param>
/// <param name="rowByRow">By text: what its rows would have cost.</param>
/// <param name="forecaster">Says what is left.</param>
/// <param name="context">The run.</param>
internal sealed class JobMeter(LeadTexts texts, int knownTexts, int paidTexts, Money[]? rowByRow, JobForecaster forecaster, JobContext context)
{
    private Rhythm _rhythm = new();
    private Forecast? _left;
    private int _askedTexts;
    private int _calls;
    private int _failedCalls;
    private int _givenUp;

    /// <summary>What was expected before the first call of this run; null while there was none.</summary>
    public Forecast? First { get; private set; }

    /// <summary>To be called before each call: the first one is announced with what it and the others will come to.</summary>
    public void Asking(JobPlan plan, Purse purse)
    {
        if (First is null)
        {
            First = _left = Left(plan);
            Report(plan, purse);
        }
    }

    /// <summary>What is left by the plan as it stands.</summary>
    public Forecast Left(JobPlan plan)
    {
        _rhythm.Done(_askedTexts);
        return forecaster.Of(plan.Signs, Math.Max(0, paidTexts - _askedTexts));
    }

    /// <summary>Counts a folded batch and reports.</summary>
    public void Folded(DeskResult result, JobPlan plan, Purse purse)
    {
        _askedTexts += result.Outcomes.Count(outcome => !outcome.IsOpen);
        _calls += result.Calls;
        _failedCalls += result.FailedCalls;
        _givenUp += result.Outcomes.Count(outcome => outcome.Failure is not null);
        if (context.Progress is not null && First is not null && _rhythm.IsDue(_askedTexts))
        {
            _left = Left(plan);
        }

        // A forecast that asks nobody has nothing to show for it.
        if (result.Calls > 0 || result.Outcomes.Any(outcome => !outcome.IsOpen))
        {
            Report(plan, purse);
        }
    }

    /// <summary>Counts a folded batch of second asks, which decide nothing, and reports.</summary>
    public void Checked(DeskResult result, JobPlan plan, Purse purse)
    {
        (_calls, _failedCalls) = (_calls + result.Calls, _failedCalls + result.FailedCalls);
        Report(plan, purse, JobPhase.SelfCheck);
    }

    /// <summary>The plan has come to its end.</summary>
    public void Done()
    {
        _left = forecaster.Of(Signs.Nothing, 0);
        First ??= _left;
    }

    /// <summary>Reports as things stand.</summary>
    public void Report(JobPlan plan, Purse purse, JobPhase? phase = null)
    {
        if (context.Progress is null)
        {
            return;
        }

        var decided = plan.Decided;
        context.Progress.Report(new JobProgress
        {
            Phase = phase ?? plan.Phase,
            Rows = texts.RowCount,
            DistinctTexts = texts.Count,
            KnownTexts = knownTexts + paidTexts,
            DecidedRows = decided.Rows,
            ReusedRows = decided.ReusedRows,
            AskedTexts = _askedTexts,
            Calls = _calls,
            FailedCalls = _failedCalls,
            GivenUpTexts = _givenUp,
            Spent = rowByRow is null ? null : purse.Spent,
            Reserved = purse.Reserved,
            Unspent = purse.Left,
            RowByRowCost = rowByRow is null ? null : decided.RowByRowCost,
            Left = _left,
            Elapsed = context.Elapsed,
            Remaining = _calls == 0 || decided.Rows == 0 ? null : context.Elapsed * ((double)(texts.RowCount - decided.Rows) / decided.Rows),
        });
    }
}
