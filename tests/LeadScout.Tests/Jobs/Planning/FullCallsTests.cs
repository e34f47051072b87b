using CsCheck;
using LeadScout.Classifiers;
using LeadScout.Jobs.Planning;
using LeadScout.Statistics;
using LeadScout.Teaching;
using LeadScout.Tests.Fakes;
using Xunit;

namespace LeadScout.Tests.Jobs.Planning;

/// <summary>Audits and outright asks by full calls, with replies that lag behind: none is half empty without need, and nothing is proven that is not so.</summary>
public sealed partial class FullCallsTests
{
    private const int PerCall = 20;

    [Fact]
    public void No_call_is_half_empty_while_replies_are_awaited_and_every_list_comes_to_an_end() => Gen.Select(
        Gen.Int[30, 900], Gen.Int[1, 5], Gen.Int[1, 10_000], Gen.Double[0, 4]).Sample(
        (texts, window, seed, factor) =>
        {
            var population = Population.Calibrated(texts, seed, factor);
            var (certification, calls) = Run(population, new ErrorBudget(0.03, 0.95), window, seed);

            Assert.True(certification.AllHold);
            Assert.All(calls, call => Assert.True(call.Texts is PerCall || call.Awaited == 0 || call.Left < PerCall, $"{call}"));
        },
        iter: 25);

    [Fact]
    public void They_cost_less_than_calls_that_are_sent_as_they_come()
    {
        var (full, usual) = ((Calls: 0, Texts: 0), (Calls: 0, Texts: 0));
        for (var seed = 1; seed <= 6; seed++)
        {
            var population = Population.Calibrated(1_500, seed);
            var (_, one) = Run(population, new ErrorBudget(0.05, 0.95), window: 3, seed);
            var (_, other) = Run(population, new ErrorBudget(0.05, 0.95), window: 3, seed, fills: false);
            full = (full.Calls + one.Count, full.Texts + one.Sum(call => call.Texts));
            usual = (usual.Calls + other.Count, usual.Texts + other.Sum(call => call.Texts));
        }

        // A call's own tokens are worth some five texts.
        Assert.InRange(full.Calls, 1, 0.8 * usual.Calls);
        Assert.InRange(full.Texts + (5 * full.Calls), 1, 0.97 * (usual.Texts + (5 * usual.Calls)));
    }

    /// <summary>Plans and answers until nothing is left to ask, so many calls in flight.</summary>
    private static (Certification Certification, List<Call> Calls) Run(
        Population population, ErrorBudget budget, int window, int seed, bool fills = true)
    {
        var count = population.Weights.Length;
        var certification = new Certification(
            budget,
            population.Rows,
            [.. Enumerable.Range(0, count)],
            Array.ConvertAll(population.Risks, risk => new Prediction(0, 1, risk)),
            population.Weights,
            (ulong)seed,
            3,
            new LabelBasis(new long[3], []))
        { FillsCalls = fills };
        var (inFlight, calls, left) = (new Queue<List<Proposal>>(), new List<Call>(), count);
        while (true)
        {
            while (inFlight.Count < window && certification.NextSteps(PerCall, Samples.Question) is { Count: > 0 } next)
            {
                calls.Add(new Call(next.Count, inFlight.Sum(call => call.Count), left, next.Sum(ask => population.Wrong[ask.Text] ? population.Weights[ask.Text] : 0)));
                left -= next.Count;
                inFlight.Enqueue(next);
            }

            if (!inFlight.TryDequeue(out var home))
            {
                return (certification, calls);
            }

            foreach (var ask in home)
            {
                certification.Reveal(ask.Text, AskOutcome.Answered(population.Wrong[ask.Text] ? 1 : 0), ask.Audit is not null);
            }
        }
    }

    /// <param name="Texts">Texts in it.</param>
    /// <param name="Awaited">Texts in flight when it was sent.</param>
    /// <param name="Left">Texts not asked before it.</param>
    /// <param name="Wrong">Wrong rows among its own.</param>
    private sealed record Call(int Texts, int Awaited, int Left, int Wrong);
}
