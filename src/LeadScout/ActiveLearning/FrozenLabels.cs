using System.Collections.Immutable;
using LeadScout.Statistics;

namespace LeadScout.ActiveLearning;

/// <summary>
/// What the frozen decisions say, by text, and where there are budgets by label into which groups the audits divide the texts: those given
/// a label with a budget, those whose runner-up it is, and the rest. Immutable.
/// </summary>
internal sealed class FrozenLabels
{
    // More groups make strata of a few texts each, and every audit slower to weigh.
    private const int MostLabels = 12;
    private const int Rest = -1;

    private const double ToTheRunnerUp = 0.6;

    private readonly int[] _labels;
    private readonly int[] _runnerUps;
    private readonly int[]? _groups;

    /// <param name="count">Labels of the question.</param>
    /// <param name="labels">By text: the label.</param>
    /// <param name="runnerUps">By text: the label that comes second; empty where that is not known.</param>
    /// <param name="budgeted">The labels with budgets that the audits are directed to; of more than a dozen the first.</param>
    public FrozenLabels(int count, int[] labels, int[] runnerUps, IEnumerable<int> budgeted)
    {
        (Count, _labels, _runnerUps) = (count, labels, runnerUps);
        int[] directed = [.. budgeted.Distinct().Take(MostLabels)];
        Groups = directed.Length == 0 ? [Rest] : [Rest, .. directed, .. directed];
        RunnerUps = directed.Length == 0 ? null : [Rest, .. directed.Select(_ => Rest), .. directed];
        _groups = directed.Length == 0 ? null : [.. labels.Select((label, text) => GroupOf(text, label, runnerUps, directed))];
    }

    /// <summary>Labels of the question.</summary>
    public int Count { get; }

    /// <summary>By group: the label that it is about; below 0 for the rest.</summary>
    public ImmutableArray<int> Groups { get; }

    /// <summary>By group: the label that is the runner-up of its texts; below 0 where they have several. Null with one group.</summary>
    public int[]? RunnerUps { get; }

    /// <summary>The label of a text.</summary>
    public int LabelOf(int text) => _labels[text];

    /// <summary>The share of a text's risk of being wrong that is the risk of having missed a label; a hint.</summary>
    public double ShareOfRisk(int text, int label, double usual) => _runnerUps.Length == 0 ? usual
        : _runnerUps[text] == label ? ToTheRunnerUp
        : (1 - ToTheRunnerUp) * usual;

    /// <summary>The group of a text.</summary>
    public int GroupOf(int text) => _groups?[text] ?? 0;

    /// <summary>The evidence about each label, before the first audit.</summary>
    public LabelEvidence Evidence(ReadOnlySpan<int> weights, LabelBasis basis, double alpha, double usualAudits)
    {
        long[] rows = new long[Count];
        for (int text = 0; text < weights.Length; text++)
        {
            rows[_labels[text]] += weights[text];
        }

        return new LabelEvidence(rows, basis.Known.Length == 0 ? new long[Count] : basis.Known, basis.Limits, alpha, usualAudits);
    }

    private static int GroupOf(int text, int label, int[] runnerUps, int[] directed) => Array.IndexOf(directed, label) is >= 0 and var own
        ? 1 + own
        : runnerUps.Length > 0 && Array.IndexOf(directed, runnerUps[text]) is >= 0 and var second ? 1 + directed.Length + second : 0;
}
