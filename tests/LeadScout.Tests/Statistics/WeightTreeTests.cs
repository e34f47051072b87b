using CsCheck;
using LeadScout.Statistics;
using Xunit;

namespace LeadScout.Tests.Statistics;

public sealed class WeightTreeTests
{
    [Fact]
    public void It_agrees_with_a_plain_sum_and_a_plain_search() =>
        Gen.Select(Gen.Long[0, 5].Array[1, 40], Gen.Int[0, 39]).Sample((weights, change) =>
        {
            var tree = new WeightTree(weights.Length, i => weights[i]);
            change %= weights.Length;
            tree.Add(change, 3);
            weights[change] += 3;
            for (int i = 0; i <= weights.Length; i++)
            {
                Assert.Equal(weights.Take(i).Sum(), tree.Before(i));
            }

            for (long target = 0; target < weights.Sum(); target++)
            {
                int expected = Enumerable.Range(0, weights.Length).First(i => weights.Take(i + 1).Sum() > target);
                Assert.Equal(expected, tree.Find(target));
            }
        });
}
