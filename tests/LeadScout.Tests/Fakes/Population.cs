using LeadScout.ActiveLearning;
using LeadScout.Statistics;

namespace LeadScout.Tests.Fakes;

/// <summary>Frozen decisions whose true errors an adversary has placed.</summary>
internal sealed record Population(int[] Weights, double[] Risks, bool[] Wrong)
{
    public int Rows => Weights.Sum();

    public int WrongRows => Enumerable.Range(0, Weights.Length).Where(i => Wrong[i]).Sum(i => Weights[i]);

    /// <summary>Just more wrong rows than allowed, on the texts that come first in the given order.</summary>
    public static Population JustTooWrong(int texts, long allowed, int seed, Func<double, double> adversary, int heaviest = 1)
    {
        var random = new Random(seed);
        int[] weights = [.. Enumerable.Range(0, texts).Select(_ => 1 + (int)((heaviest - 1) * Math.Pow(random.NextDouble(), 6)))];
        double[] risks = [.. Enumerable.Range(0, texts).Select(_ => Math.Pow(random.NextDouble(), 4) * 0.5)];
        var wrong = new bool[texts];
        long sum = 0;
        foreach (int text in Enumerable.Range(0, texts).OrderBy(i => adversary(risks[i])).ThenBy(i => i))
        {
            if (sum <= allowed)
            {
                wrong[text] = true;
                sum += weights[text];
            }
        }

        return new Population(weights, risks, wrong);
    }

    /// <summary>Errors as the risks foretell, times a factor.</summary>
    public static Population Calibrated(int texts, int seed, double factor = 1)
    {
        var random = new Random(seed);
        double[] risks = [.. Enumerable.Range(0, texts).Select(_ => Math.Pow(random.NextDouble(), 6) * 0.2)];
        return new Population([.. Enumerable.Repeat(1, texts)], risks, [.. risks.Select(r => random.NextDouble() < r * factor)]);
    }

    public Auditor Auditor(ErrorBudget budget, ulong seed) => new(budget, Rows, Weights, Risks, seed);
}
