using LeadScout.ActiveLearning;
using LeadScout.Statistics;

namespace LeadScout.Tests.Fakes;

/// <summary>Frozen labels, and the true ones that an adversary has placed.</summary>
internal sealed record LabelledPopulation(int Labels, int[] Weights, double[] Risks, int[] Frozen, int[] True)
{
    public long Rows => Weights.Sum();

    /// <summary>Labels of unlike sizes, where the adversary has put as many errors as are just too many for the budgets.</summary>
    public static LabelledPopulation Of(int texts, int seed, double wrongShare, int heaviest = 1, bool whereItLooksSafe = true)
    {
        var random = new Random(seed);
        int[] frozen = [.. Enumerable.Range(0, texts).Select(_ => random.Next(10) switch { < 5 => 0, < 8 => 1, < 9 => 2, _ => 3 })];
        int[] weights = [.. Enumerable.Range(0, texts).Select(_ => 1 + (int)((heaviest - 1) * Math.Pow(random.NextDouble(), 6)))];
        double[] risks = [.. Enumerable.Range(0, texts).Select(_ => Math.Pow(random.NextDouble(), 4) * 0.5)];
        int[] labels = [.. frozen];
        foreach (int label in Enumerable.Range(0, 4))
        {
            long allowed = (long)(wrongShare * Enumerable.Range(0, texts).Where(i => frozen[i] == label).Sum(i => weights[i]));
            var order = Enumerable.Range(0, texts).Where(i => frozen[i] == label)
                .OrderBy(i => whereItLooksSafe ? risks[i] : -risks[i]).ThenBy(i => i);
            foreach (int text in order)
            {
                if (allowed >= 0)
                {
                    labels[text] = (label + 1) % 4;
                    allowed -= weights[text];
                }
            }
        }

        return new LabelledPopulation(4, weights, risks, frozen, labels);
    }

    public Auditor Auditor(ErrorBudget budget, ulong seed, params LabelLimit[] limits)
    {
        int[] runnerUps = [.. Frozen.Select(label => (label + 1) % Labels)];
        return new Auditor(
            budget, Rows, Weights, Risks, seed,
            labels: new FrozenLabels(Labels, Frozen, runnerUps, limits.Select(limit => limit.Label)), budgets: new LabelBasis([], limits));
    }

    /// <summary>Rows that have a label in a result in which the given texts were corrected, those of them that are wrong, and those missed.</summary>
    public (long Given, long Wrong, long Missed) Count(int label, Func<int, bool> isCorrected)
    {
        long given = 0, wrong = 0, missed = 0;
        for (int text = 0; text < Weights.Length; text++)
        {
            int said = isCorrected(text) ? True[text] : Frozen[text];
            given += said == label ? Weights[text] : 0;
            wrong += said == label && True[text] != label ? Weights[text] : 0;
            missed += said != label && True[text] == label ? Weights[text] : 0;
        }

        return (given, wrong, missed);
    }
}
