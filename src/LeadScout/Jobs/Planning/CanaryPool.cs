using System.Collections.Immutable;
using LeadScout.Classifiers;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Texts;

namespace LeadScout.Jobs.Planning;

/// <summary>
/// The texts of a job's list whose answers by the LLM are known: those that were when it began, and those that its own calls have answered since, each
/// alone or guarded itself. A batch's canaries are drawn from them by a seed of its own. They decide nothing, and no plan depends on them. Not
/// thread-safe.
/// </summary>
internal sealed class CanaryPool
{
    private const int LongestText = 100;
    private const int MostKnownBefore = 1_000;
    private const int Draws = 64;

    private readonly int _perCall;
    private readonly SeedSequence _seeds;
    private readonly OrderedDictionary<TextKey, Known> _texts = [];
    private readonly HashSet<TextKey> _distrusted = [];

    /// <param name="runs">The job's questions.</param>
    /// <param name="perCall">Canaries in a call; 0 for none.</param>
    public CanaryPool(ImmutableArray<QuestionRun> runs, int perCall)
    {
        (_perCall, _seeds) = (perCall, runs[0].Seeds);
        foreach (var run in perCall == 0 ? [] : runs)
        {
            var before = Enumerable.Range(0, run.Texts.Count)
                .Where(text => run.Intake.Decisions[text] is { IsDecided: true, Source: DecisionSource.Exact })
                .Take(MostKnownBefore);
            foreach (var text in before)
            {
                Add(run.Question.Version, run.Texts.Key(text), run.Texts.Text(text), run.Intake.Decisions[text]!.Value.Label);
            }
        }
    }

    /// <summary>Whether canaries are wanted, and none is known yet: then one call at a time goes out, and finds some.</summary>
    public bool IsWanting => _perCall > 0 && _texts.Count == 0;

    /// <summary>A batch's canaries: of different labels where there are such.</summary>
    public Canaries For(Batch batch)
    {
        if (_perCall == 0 || batch.Id.Kind != Teaching.Calls.BatchKind.Plan)
        {
            return Canaries.None;
        }

        var random = new SeededRandom(_seeds.Spawn($"canaries {batch.Id}"));
        var questions = batch.Asks.Select(ask => ask.Question.Version).Distinct().ToArray();
        var own = batch.Asks.Select(ask => ask.Key).ToHashSet();
        var (different, others) = (new OrderedDictionary<int, Canary>(), new List<Canary>());
        for (var draw = 0; draw < Draws && different.Count < _perCall && _texts.Count > 0; draw++)
        {
            var (key, known) = _texts.GetAt((int)random.NextBelow(_texts.Count));
            if (!own.Contains(key) && questions.All(known.Labels.ContainsKey)
                && !different.TryAdd(known.Labels[questions[0]], new Canary(key, known.Text, known.Labels)))
            {
                others.Add(new Canary(key, known.Text, known.Labels));
            }
        }

        var chosen = different.Values.Concat(others).DistinctBy(canary => canary.Key).Take(_perCall);
        return new Canaries(_perCall, [.. chosen], random.Next());
    }

    /// <summary>
    /// These are canaries no more: one that was answered otherwise, and all texts of the call that was thrown away for it. One of those gave the
    /// order; as a canary it would be true to its own order, and let the call pass.
    /// </summary>
    public void Distrust(IEnumerable<TextKey> texts)
    {
        foreach (var text in texts)
        {
            _distrusted.Add(text);
            _texts.Remove(text);
        }
    }

    /// <summary>Takes in what came of a batch: its answers are known from now on.</summary>
    public void Fold(Batch batch, AskResult result)
    {
        Distrust(result.NoCanaries);
        foreach (var ask in _perCall == 0 ? [] : batch.Asks)
        {
            if (result.Of(ask) is { IsAnswered: true, Label: var label })
            {
                Add(ask.Question.Version, ask.Key, ask.Text, label);
            }
        }
    }

    private void Add(QuestionVersion question, TextKey key, string text, int label)
    {
        if (text.Length > LongestText || LoneText.Is(text) || _distrusted.Contains(key))
        {
            return;
        }

        var known = _texts.TryGetValue(key, out var there) ? there : new Known(text, ImmutableDictionary<QuestionVersion, int>.Empty);
        _texts[key] = known with { Labels = known.Labels.SetItem(question, label) };
    }

    private sealed record Known(string Text, ImmutableDictionary<QuestionVersion, int> Labels);
}
