using LeadScout.Statistics;
using Xunit;

namespace LeadScout.Tests.Statistics;

public sealed class SeededRandomTests
{
    [Fact]
    public void It_is_SplitMix64()
    {
        var random = new SeededRandom(1234567);
        Assert.Equal((6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL), (random.Next(), random.Next(), random.Next())); // of the paper's code
        Assert.Equal(0.5665615751722809, new SeededRandom(1).NextShare(), 1e-15);
    }

    [Fact]
    public void Numbers_below_a_bound_are_always_the_same()
    {
        var random = new SeededRandom(3);
        Assert.Equal([0L, 4, 3, 0, 1, 3, 0, 5, 2, 5], Enumerable.Range(0, 10).Select(_ => random.NextBelow(6)));

        // Of bounds near a power of two every second number would be uneven, and is drawn again.
        Assert.Equal(6441936413023419745, random.NextBelow(long.MaxValue - 5));
        Assert.Equal([3282995914118468128, 2214367929892599613, 3308350307808577303], Enumerable.Range(0, 3).Select(_ => random.NextBelow((1L << 62) + 1)));
        Assert.Equal(0, random.NextBelow(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextBelow(0));
    }

    [Fact]
    public void A_shuffle_is_always_the_same()
    {
        int[] items = [0, 1, 2, 3, 4, 5, 6, 7];
        new SeededRandom(5).Shuffle<int>(items);
        Assert.Equal([7, 2, 6, 4, 0, 1, 5, 3], items);
    }

    [Fact]
    public void A_shuffle_of_two_may_leave_them_and_may_not() => Assert.Equal(
        [false, true],
        Enumerable.Range(0, 20).Select(seed =>
        {
            int[] items = [0, 1];
            new SeededRandom((ulong)seed).Shuffle<int>(items);
            return items[0] == 1;
        }).Distinct().Order());
}
