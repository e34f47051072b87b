using CsCheck;
using LeadScout.Statistics;
using LeadScout.Tests.Fakes;
using Xunit;

namespace LeadScout.Tests.ActiveLearning;

/// <summary>How many audits are enough when all are right, held against an auditor who finds no error.</summary>
public sealed class LeastAuditsTests
{
    private static readonly Gen<(Population Population, ErrorBudget Budget, ulong Seed)> AnyList =
        from texts in Gen.Int[300, 3_000]
        from worst in Gen.Double[0.0001, 0.15]
        from heaviest in Gen.Int[1, 8]
        from budget in Gen.OneOf(Gen.Const(0.01), Gen.Const(0.02), Gen.Const(0.05))
        from seed in Gen.Int[1, 1_000]
        select (Of(texts, worst, heaviest, seed), new ErrorBudget(budget, 0.95), (ulong)seed);

    [Fact]
    public void So_many_are_counted_where_none_finds_an_error() => AnyList.Sample(
        list =>
        {
            var auditor = list.Population.Auditor(list.Budget, list.Seed);
            var foreseen = list.Population.Risks.Zip(list.Population.Weights, (risk, rows) => risk * rows).Sum();
            var allowed = list.Budget.WrongRows(list.Population.Rows);
            if (auditor.Holds || allowed < 15 || foreseen > 0.4 * allowed)
            {
                return; // near the budget, or where it is a few rows, a draw may be worth ten others
            }

            var least = auditor.LeastAudits();
            while (!auditor.Holds)
            {
                auditor.Reveal(auditor.DrawAudit(), wrong: false);
            }

            Assert.InRange(least, (0.6 * auditor.Audits) - 2, (2 * auditor.Audits) + 2);
            Assert.Equal(0, auditor.LeastAudits());
        },
        iter: 60);

    [Fact]
    public void The_nearer_the_proof_the_closer_the_count()
    {
        var auditor = Of(4_000, 0.05, 1, 3).Auditor(new ErrorBudget(0.02, 0.95), 3);
        var foretold = new List<double>();
        while (!auditor.Holds)
        {
            foretold.Add(auditor.LeastAudits());
            auditor.Reveal(auditor.DrawAudit(), wrong: false);
        }

        for (var i = 0; i < foretold.Count; i++)
        {
            var left = foretold.Count - i;
            Assert.InRange(foretold[i], (0.8 * left) - 2, (1.2 * left) + 2);
        }
    }

    [Fact]
    public void Where_the_risks_alone_reach_the_budget_none_are_enough()
    {
        var auditor = new Population([.. Enumerable.Repeat(1, 500)], [.. Enumerable.Repeat(0.6, 500)], new bool[500]).Auditor(new ErrorBudget(0.02, 0.95), 1);

        Assert.Equal(double.PositiveInfinity, auditor.LeastAudits());
    }

    private static Population Of(int texts, double worst, int heaviest, int seed)
    {
        var random = new Random(seed);
        return new Population(
            [.. Enumerable.Range(0, texts).Select(_ => random.Next(1, heaviest + 1))],
            [.. Enumerable.Range(0, texts).Select(_ => worst * Math.Pow(random.NextDouble(), 5))],
            new bool[texts]);
    }
}
