using CsCheck;
using LeadScout.Classifiers;
using Xunit;

namespace LeadScout.Tests.Classifiers;

public sealed class DecisivePatternsTests
{
    [Fact]
    public void The_weightiest_that_outweigh_all_that_speaks_against_are_decisive() =>
        Assert.Equal([3, 1], Decisive((1, 2.0, 1), (2, -2.5, 1), (3, 2.2, 1), (4, 0.3, 1)));

    [Fact]
    public void One_is_enough_where_nothing_speaks_against() => Assert.Equal([2], Decisive((1, 0.1, 1), (2, 0.2, 1)));

    [Fact]
    public void None_is_decisive_where_together_they_do_not_carry_the_label() =>
        Assert.Empty(Decisive((1, 1.0, 1), (2, 1.0, 1), (3, -2.0, 1)));

    [Fact]
    public void A_feature_without_answers_is_no_pattern_but_speaks_against() =>
        Assert.Equal([2, 3], Decisive((1, 9.0, 0), (2, 1.0, 1), (3, 0.5, 1), (4, -1.2, 0)));

    [Fact]
    public void Equals_are_taken_in_the_order_of_features() =>
        Assert.Equal([1, 2], Decisive((2, 1.0, 1), (3, 1.0, 1), (1, 1.0, 1), (4, -1.5, 1)));

    [Fact]
    public void Without_contributions_there_is_none() => Assert.Empty(DecisivePatterns.Of([]));

    [Fact]
    public void No_smaller_set_of_patterns_would_do() =>
        Gen.Select(Gen.Double[-4, 4], Gen.Int[0, 2]).Array[0, 9].Sample(weights =>
        {
            var all = weights.Select((w, f) => new Contribution(f, w.Item1, w.Item2, 0)).ToArray();
            var against = all.Sum(c => Math.Max(0, -c.Weight));
            var patterns = all.Where(c => c is { Weight: > 0, Answers: > 0 }).ToArray();
            var fewest = Enumerable.Range(0, 1 << patterns.Length)
                .Where(set => patterns.Where((_, i) => (set >> i & 1) == 1).OrderByDescending(c => c.Weight).Sum(c => c.Weight) > against)
                .Select(set => int.PopCount(set))
                .DefaultIfEmpty(0)
                .Min();
            Assert.Equal(fewest, DecisivePatterns.Of(all).Count);
        });

    private static IEnumerable<int> Decisive(params (int Feature, double Weight, int Answers)[] contributions) =>
        DecisivePatterns.Of([.. contributions.Select(c => new Contribution(c.Feature, c.Weight, c.Answers, 0))]).Select(c => c.Feature);
}
