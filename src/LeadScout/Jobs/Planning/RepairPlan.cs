using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Forecasts;
using LeadScout.Jobs.Lists;
using LeadScout.Patterns;
using LeadScout.Statistics;
using LeadScout.Teaching;
using LeadScout.Texts;

namespace LeadScout.Jobs.Planning;

/// <summary>
/// Comes after a plan that has concluded: the texts for which a pattern retired since the job began was decisive are asked outright, and
/// the teacher's word takes the place of the student's; and a person who has answered since has the last word. Everything else stays as the
/// plan left it, and so does what the audits have proven: they bound the wrong rows among all frozen decisions, of which some are now
/// replaced by what they were compared with.
/// </summary>
internal sealed class RepairPlan : JobPlan
{
    private readonly JobPlan _concluded;
    private readonly LeadTexts _texts;
    private readonly HashSet<TextKey> _reopened = [];
    private readonly Queue<ImmutableArray<int>> _proposals = new();
    private int _left;

    /// <param name="concluded">The plan whose decisions are repaired.</param>
    /// <param name="intake">The list.</param>
    /// <param name="retired">In the order of their verdicts: what an earlier verdict has reopened is proposed as before when a later one
    /// comes.</param>
    /// <param name="corrections">By text: the label that a person gave it since.</param>
    public RepairPlan(JobPlan concluded, Intake intake, IEnumerable<string> retired, IReadOnlyDictionary<TextKey, int> corrections)
        : base(intake with { Decisions = [.. concluded.Decisions] })
    {
        (_concluded, _texts) = (concluded, intake.Texts);
        for (var text = 0; text < _texts.Count; text++)
        {
            if (corrections.TryGetValue(_texts.Key(text), out var label))
            {
                this[text] = Decision.By(DecisionSource.Person, label);
            }
        }

        foreach (var pattern in retired)
        {
            Reopen(PatternImpact(pattern));
        }

        _left = _reopened.Count;
        Use = concluded.Use.Without(_reopened.Concat(corrections.Keys).ToHashSet());
    }

    public override JobPhase Phase => JobPhase.Repairing;

    public override Certificate Certificate => _concluded.Certificate;

    public override Func<int, LabelBounds>? Bounds => _concluded.Bounds;

    public override IReadOnlyList<LabelGoal> Goals => _concluded.Goals;

    public override PatternUse Use { get; }

    /// <summary>Whether there is anything to repair.</summary>
    public bool Reopens => _reopened.Count > 0;

    /// <summary>The texts that the student still decides and for which a pattern was decisive, in list order.</summary>
    public ImmutableArray<int> PatternImpact(string pattern)
    {
        var impact = _concluded.Use.Texts(pattern).ToHashSet();
        return [.. Enumerable.Range(0, _texts.Count)
            .Where(text => this[text] is { Source: DecisionSource.Student } && impact.Contains(_texts.Key(text)))];
    }

    public override ForecastFeatures FeaturesFor(double textsPerCall) =>
        ForecastFeatures.Nothing with { Open = _left, Certain = _left, TextsPerCall = textsPerCall };

    public override IReadOnlyList<Proposal> Propose() =>
        _proposals.TryDequeue(out var proposal) ? [.. proposal.Select(text => new Proposal(new TextIndex(text)))] : [];

    /// <summary>Never: what another question's repair asks was not reopened here.</summary>
    public override bool Join(TextIndex text) => false;

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

    private void Reopen(ImmutableArray<int> impact)
    {
        foreach (var text in impact)
        {
            this[text] = null;
            _reopened.Add(_texts.Key(text));
        }

        if (!impact.IsEmpty)
        {
            _proposals.Enqueue(impact);
        }
    }
}
