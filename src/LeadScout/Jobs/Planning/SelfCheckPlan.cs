using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Forecasts;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.Teaching;
using LeadScout.Texts;

namespace LeadScout.Jobs.Planning;

/// <summary>
/// Asks some texts a second time when all is decided, to see how often the teacher contradicts itself. Rows are drawn by lot, with
/// replacement, from those that a teacher or the student decided; the first answer is the one that the job has, or for the student's texts
/// one more ask. Nothing that was decided changes.
/// </summary>
internal sealed class SelfCheckPlan : JobPlan
{
    private readonly ErrorBudget _budget;
    private readonly Queue<ImmutableArray<int>> _rounds = new();
    private readonly Dictionary<int, List<int>> _answers = [];

    /// <param name="intake">The list.</param>
    /// <param name="decisions">By text: what was decided.</param>
    /// <param name="settings">How many rows to draw.</param>
    /// <param name="seed">Of the draw.</param>
    public SelfCheckPlan(Intake intake, ReadOnlySpan<Decision?> decisions, JobSettings settings, ulong seed)
        : base(intake)
    {
        _budget = settings.Budget;
        var asks = Draw(intake.Texts, decisions, settings.SelfCheck, seed);
        for (var round = 0; asks.Any(pair => pair.Asks > round); round++)
        {
            _rounds.Enqueue([.. asks.Where(pair => pair.Asks > round).Select(pair => pair.Text)]);
        }

        foreach (var (text, _) in asks)
        {
            _answers[text] = decisions[text] is { Source: not DecisionSource.Student, Label: var known } ? [known] : [];
        }
    }

    /// <summary>What came of it.</summary>
    public SelfConsistency Result
    {
        get
        {
            var pairs = _answers.Values.SelectMany(answers => answers.Skip(1).Select(second => second != answers[0])).ToArray();
            return new SelfConsistency(pairs.Length, pairs.Count(different => different));
        }
    }

    public override JobPhase Phase => JobPhase.SelfCheck;

    public override Certificate Certificate => new() { Budget = _budget, UpperBound = 0, Audits = 0, AuditErrors = 0 };

    public override ForecastFeatures FeaturesFor(double textsPerCall) => ForecastFeatures.Nothing;

    public override IReadOnlyList<Proposal> Propose() =>
        _rounds.TryDequeue(out var round) ? [.. round.Select(text => new Proposal(new TextIndex(text)))] : [];

    /// <summary>Never: what is asked is drawn by lot.</summary>
    public override bool Join(TextIndex text) => false;

    public override void Fold(TextIndex text, bool audit, AskOutcome outcome)
    {
        if (outcome.IsAnswered)
        {
            _answers[text].Add(outcome.Label);
        }
    }

    public override void Conclude()
    {
    }

    /// <summary>By text drawn: how often to ask it.</summary>
    private static List<(int Text, int Asks)> Draw(LeadTexts texts, ReadOnlySpan<Decision?> decisions, int draws, ulong seed)
    {
        var rows = new long[texts.Count];
        for (var text = 0; text < rows.Length; text++)
        {
            rows[text] = decisions[text]?.Source is DecisionSource.Teacher or DecisionSource.Exact or DecisionSource.Student
                ? texts.Rows(text)
                : 0;
        }

        var tree = new WeightTree(rows.Length, i => rows[i]);
        var (all, random) = (tree.Before(rows.Length), new SeededRandom(seed));
        var asks = new SortedDictionary<int, int>();
        for (var draw = 0; draw < draws && all > 0; draw++)
        {
            var text = tree.Find(random.NextBelow(all));
            asks[text] = asks.GetValueOrDefault(text, decisions[text]!.Value.Source == DecisionSource.Student ? 1 : 0) + 1;
        }

        return [.. asks.Select(pair => (pair.Key, pair.Value))];
    }
}
