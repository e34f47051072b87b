using CsCheck;
using LeadScout.Files.Trails;

namespace LeadScout.Files.Tests.Trails;

public sealed class NumberSpillTests
{
    [Fact]
    public void Numbers_come_back_in_their_order_from_memory_and_from_the_disk() =>
        Gen.Select(Gen.OneOf(Gen.UInt[0, 127], Gen.UInt[128, 70_000], Gen.UInt).Array[0, 50], Gen.Int[1, 3000])
            .Sample((some, times) => Check([.. Enumerable.Repeat(some, times).SelectMany(numbers => numbers)]), iter: 40, threads: 1);

    [Theory]
    [InlineData(64 * 1024)]
    [InlineData((64 * 1024) - 5)]
    [InlineData((64 * 1024) - 4)]
    [InlineData(2 * 64 * 1024)]
    public void A_block_may_be_full_to_the_byte(int count) => Check([.. Enumerable.Range(0, count).Select(i => (uint)i % 128)]);

    private static void Check(uint[] numbers)
    {
        using var spill = new NumberSpill();
        foreach (var number in numbers)
        {
            spill.Add(number);
        }

        spill.Rewind();
        Assert.False(spill.IsLost);
        foreach (var number in numbers)
        {
            Assert.Equal(number, spill.Next());
        }

        Assert.Throws<EndOfStreamException>(() => spill.Next());
    }
}
