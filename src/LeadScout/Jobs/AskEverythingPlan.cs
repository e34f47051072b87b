using LeadScout.Answers;
using LeadScout.Cascades;
using LeadScout.Learning;
using LeadScout.Teaching;

namespace LeadScout.Jobs;

/// <summary>Asks about every text that nobody knew beforehand, in list order: for an error budget of zero, and for deferred learning.</summary>
internal sealed class AskEverythingPlan : JobPlan
{
    private readonly ErrorBudget _budget;
    private readonly IEnumerable<int> _texts;
    private readonly bool[] _joined;
    private bool _proposed;

    public AskEverythingPlan(Intake intake, JobSettings settings)
        : base(intake)
    {
        _budget = settings.Budget;
        _joined = new bool[intake.Texts.Count];
        _texts = (intake.DeferredAsks.Asks ?? Enumerable.Range(0, intake.Texts.Count)).Where(text => this[text] is null && !_joined[text]);
    }

    public override JobPhase Phase => JobPhase.Learning;

    public override Certificate Certificate => new() { Budget = _budget, UpperBound = 0, Audits = 0, AuditErrors = 0 };

    public override IReadOnlyList<(int Text, AuditMark? Audit)> Propose()
    {
        if (_proposed)
        {
            return [];
        }

        _proposed = true;
        return [.. _texts.Select(text => (text, (AuditMark?)null))];
    }

    public override bool Join(int text)
    {
        if (_proposed || this[text] is not null)
        {
            return false;
        }

        _joined[text] = true;
        return true;
    }

    public override void Fold(int text, bool audit, TextOutcome outcome)
    {
        if (!outcome.IsOpen)
        {
            Decide(text, outcome);
        }
    }

    public override void Conclude()
    {
    }
}
