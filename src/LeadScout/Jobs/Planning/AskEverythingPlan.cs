using LeadScout.Answers;
using LeadScout.Forecasts;
using LeadScout.Jobs.Lists;
using LeadScout.Statistics;
using LeadScout.Teaching;
using LeadScout.Texts;

namespace LeadScout.Jobs.Planning;

/// <summary>
/// Asks about every text that nobody knew beforehand, in list order: for an error budget of zero, and for deferred learning.
/// </summary>
internal sealed class AskEverythingPlan : JobPlan
{
    private readonly ErrorBudget _budget;
    private readonly bool[] _joined;
    private long _left;
    private bool _proposed;

    public AskEverythingPlan(Intake intake, JobSettings settings)
        : base(intake)
    {
        _budget = settings.Budget;
        _joined = new bool[intake.Texts.Count];
        MayAsk = [.. (intake.DeferredAsks.Asks ?? Enumerable.Range(0, intake.Texts.Count)).Where(text => this[text] is null)];
        _left = MayAsk.Count;
    }

    public override IReadOnlyList<int> MayAsk { get; }

    public override JobPhase Phase => JobPhase.Learning;

    public override Certificate Certificate => new() { Budget = _budget, UpperBound = 0, Audits = 0, AuditErrors = 0 };

    public override ForecastFeatures FeaturesFor(double textsPerCall) =>
        ForecastFeatures.Nothing with { Open = _left, Certain = _left, TextsPerCall = textsPerCall };

    public override IReadOnlyList<Proposal> Propose()
    {
        if (_proposed)
        {
            return [];
        }

        _proposed = true;
        return [.. MayAsk.Where(text => !_joined[text]).Select(text => new Proposal(new TextIndex(text)))];
    }

    public override bool Join(TextIndex text)
    {
        if (_proposed || this[text] is not null)
        {
            return false;
        }

        _joined[text] = true;
        return true;
    }

    public override void Fold(TextIndex text, bool audit, AskOutcome outcome)
    {
        if (!outcome.IsOpen)
        {
            _left--;
            Decide(text, outcome);
        }
    }

    public override void Conclude()
    {
    }
}
