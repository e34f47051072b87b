using System.Collections.Immutable;
using LeadScout.Cascades;
using LeadScout.Teaching;

namespace LeadScout.Jobs;

/// <summary>Turns folds into progress. With several questions a row is decided in parts. Not thread-safe.</summary>
internal sealed class JobMeter(ImmutableArray<Strand> strands, JobContext context)
{
    private readonly int _distinctTexts = strands.Select(strand => strand.Texts).Distinct().Sum(texts => texts.Count);

    private readonly int _knownTexts = strands.GroupBy(strand => strand.Texts)
        .Sum(sharing => Enumerable.Range(0, sharing.Key.Count).Count(text => sharing.All(strand => strand.IsSettled(text))));

    private readonly bool _isPriced = strands.All(strand => strand.RowByRowCost is not null);
    private int _askedTexts;
    private int _calls;
    private int _failedCalls;
    private int _givenUp;

    /// <summary>Counts a folded batch and reports.</summary>
    public void Folded(Batch batch, DeskResult result, Purse purse)
    {
        _askedTexts += batch.Steps.Zip(result.Outcomes).Where(pair => !pair.Second.IsOpen).Select(pair => pair.First.Text).Distinct().Count();
        _calls += result.Calls;
        _failedCalls += result.FailedCalls;
        _givenUp += result.Outcomes.Count(outcome => outcome.Failure is not null);
        Report(purse);
    }

    /// <summary>Reports as things stand.</summary>
    public void Report(Purse purse, JobPhase? phase = null)
    {
        if (context.Progress is null)
        {
            return;
        }

        var (decided, reused, spared) = (0L, 0L, Money.Zero);
        foreach (var strand in strands)
        {
            decided += strand.Texts.BlankRows;
            for (var text = 0; text < strand.Texts.Count; text++)
            {
                if (strand.Plan.Decisions[text] is { } decision)
                {
                    var rows = strand.Texts.Rows(text);
                    decided += rows;
                    reused += decision.IsDecided ? rows - (decision.Source == DecisionSource.Teacher ? 1 : 0) : 0;
                    spared += strand.RowByRowCost?[text] ?? Money.Zero;
                }
            }
        }

        var all = strands[0].Texts.RowCount;
        decided /= strands.Length;
        context.Progress.Report(new JobProgress
        {
            Phase = phase ?? (strands.Any(strand => strand.Plan.Phase == JobPhase.Learning) ? JobPhase.Learning : JobPhase.Certifying),
            Rows = all,
            DistinctTexts = _distinctTexts,
            KnownTexts = _knownTexts,
            DecidedRows = decided,
            ReusedRows = reused / strands.Length,
            AskedTexts = _askedTexts,
            Calls = _calls,
            FailedCalls = _failedCalls,
            GivenUpTexts = _givenUp,
            Spent = _isPriced ? purse.Spent : null,
            Reserved = purse.Reserved,
            Left = purse.Left,
            RowByRowCost = _isPriced ? spared : null,
            Elapsed = context.Elapsed,
            Remaining = _calls == 0 || decided == 0 ? null : context.Elapsed * ((double)(all - decided) / decided),
        });
    }
}
