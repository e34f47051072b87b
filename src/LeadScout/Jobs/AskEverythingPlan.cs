using System.Collections.Immutable;
using LeadScout.Cascades;
using LeadScout.Learning;
using LeadScout.Teaching;

namespace LeadScout.Jobs;

/// <summary>Asks about every text that nobody knew beforehand, in list order: for an error budget of zero, and for deferred learning.</summary>
internal sealed class AskEverythingPlan : JobPlan
{
    private readonly BatchPacker _packer;
    private readonly ErrorBudget _budget;

    public AskEverythingPlan(Intake intake, JobSettings settings, Func<ImmutableArray<string>, bool> fits)
        : base(intake)
    {
        _budget = settings.Budget;
        _packer = new BatchPacker(intake.Texts, settings.RowsPerCall, fits);
        _packer.Add((intake.DeferredAsks.Asks ?? Enumerable.Range(0, intake.Texts.Count)).Where(text => this[text] is null));
    }

    public override JobPhase Phase => JobPhase.Learning;

    public override Certificate Certificate => new() { Budget = _budget, UpperBound = 0, Audits = 0, AuditErrors = 0 };

    public override Batch? Next() => _packer.TryTake();

    public override void Fold(Batch batch, ImmutableArray<TextOutcome> outcomes)
    {
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (!outcomes[i].IsOpen)
            {
                Decide(batch.Texts[i], outcomes[i]);
            }
        }
    }

    public override void Conclude()
    {
    }
}
