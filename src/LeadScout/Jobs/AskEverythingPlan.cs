using System.Collections.Immutable;
using LeadScout.Cascades;
using LeadScout.Forecasts;
using LeadScout.Learning;
using LeadScout.Teaching;

namespace LeadScout.Jobs;

/// <summary>Asks about every text that nobody knew beforehand, in list order: for an error budget of zero, and for deferred learning.</summary>
internal sealed class AskEverythingPlan : JobPlan
{
    private readonly Queue<Batch> _batches = new();
    private readonly ErrorBudget _budget;
    private long _textsLeft;
    private long _callsLeft;

    public AskEverythingPlan(Intake intake, JobSettings settings, Func<ImmutableArray<string>, bool> fits)
        : base(intake)
    {
        _budget = settings.Budget;
        var packer = new BatchPacker(intake.Texts, settings.RowsPerCall, fits);
        packer.Add((intake.DeferredAsks.Asks ?? Enumerable.Range(0, intake.Texts.Count)).Where(text => this[text] is null));
        while (packer.TryTake() is { } batch)
        {
            _batches.Enqueue(batch);
            _textsLeft += batch.Texts.Length;
        }

        _callsLeft = _batches.Count;
    }

    public override JobPhase Phase => JobPhase.Learning;

    public override Certificate Certificate => new() { Budget = _budget, UpperBound = 0, Audits = 0, AuditErrors = 0 };

    public override Signs Signs => new() { Open = _textsLeft, Certain = _textsLeft, Calls = _callsLeft };

    public override Batch? Next() => _batches.TryDequeue(out var batch) ? batch : null;

    public override void Fold(Batch batch, ImmutableArray<TextOutcome> outcomes)
    {
        _callsLeft -= outcomes.All(outcome => outcome.IsOpen) ? 0 : 1;
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (!outcomes[i].IsOpen)
            {
                _textsLeft--;
                Decide(batch.Texts[i], outcomes[i]);
            }
        }
    }

    public override void Conclude()
    {
    }
}
