using System.Collections.Immutable;
using LeadScout.Classifiers;
using LeadScout.Forecasts;
using LeadScout.Jobs.Lists;
using LeadScout.Statistics;
using LeadScout.Teaching;
using LeadScout.Texts;

namespace LeadScout.Jobs.Planning;

/// <summary>
/// Asks about rows once more when all is decided, each text in a call of its own: rows drawn by lot, with replacement, from those that a
/// teacher or the student decided. Alone, a text's answer can't depend on any other, so the draws are independent, and their bound exact.
/// Nothing that was decided changes.
/// </summary>
internal sealed class AloneCheckPlan : JobPlan
{
    private readonly ErrorBudget _budget;
    private readonly ImmutableSortedDictionary<int, int> _draws; // by text: how often one of its rows was drawn
    private readonly Dictionary<int, AskOutcome> _alone = [];
    private bool _isProposed;

    /// <param name="intake">The list.</param>
    /// <param name="decisions">By text: what was decided.</param>
    /// <param name="settings">How many rows to draw.</param>
    /// <param name="seed">Of the draw.</param>
    public AloneCheckPlan(Intake intake, ReadOnlySpan<Decision?> decisions, JobSettings settings, ulong seed)
        : base(intake)
    {
        _budget = settings.Budget;
        var rows = new long[intake.Texts.Count];
        for (var text = 0; text < rows.Length; text++)
        {
            this[text] = decisions[text];
            rows[text] = IsAnswer(decisions[text]) || decisions[text] is { Source: DecisionSource.Student } ? intake.Texts.Rows(text) : 0;
        }

        var tree = new WeightTree(rows.Length, i => rows[i]);
        var (all, random) = (tree.Before(rows.Length), new SeededRandom(seed));
        _draws = Enumerable.Range(0, all > 0 ? settings.AloneCheck : 0)
            .Select(_ => tree.Find(random.NextBelow(all)))
            .CountBy(text => text)
            .ToImmutableSortedDictionary();
    }

    /// <summary>What came of it; null while a text that was drawn is still to be asked.</summary>
    public AnsweredAlone? Result
    {
        get
        {
            if (_draws.Keys.Any(text => !_alone.TryGetValue(text, out var outcome) || outcome.IsOpen))
            {
                return null;
            }

            var different = _draws.Where(draw => _alone[draw.Key] is not { IsAnswered: true, Label: var label } || label != Decisions[draw.Key]!.Value.Label).ToArray();
            return new AnsweredAlone(
                _draws.Values.Sum(),
                different.Sum(draw => draw.Value),
                _draws.Where(draw => IsAnswer(Decisions[draw.Key])).Sum(draw => draw.Value),
                different.Where(draw => IsAnswer(Decisions[draw.Key])).Sum(draw => draw.Value),
                _budget.Confidence);
        }
    }

    public override JobPhase Phase => JobPhase.SelfCheck;

    public override Certificate Certificate => new() { Budget = _budget, UpperBound = 0, Audits = 0, AuditErrors = 0 };

    public override ForecastFeatures FeaturesFor(double textsPerCall) => ForecastFeatures.Nothing;

    public override IReadOnlyList<Proposal> Propose()
    {
        var isFirst = !_isProposed;
        _isProposed = true;
        return isFirst ? [.. _draws.Keys.Select(text => new Proposal(new TextIndex(text)))] : [];
    }

    /// <summary>Never: what is asked is drawn by lot.</summary>
    public override bool Join(TextIndex text) => false;

    public override void Fold(TextIndex text, bool audit, AskOutcome outcome) => _alone[text] = outcome;

    public override void Conclude()
    {
    }

    private static bool IsAnswer(Decision? decision) => decision is { Source: DecisionSource.Teacher or DecisionSource.Exact, IsDecided: true };
}
