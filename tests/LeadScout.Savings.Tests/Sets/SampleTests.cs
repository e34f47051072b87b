using LeadScout.Savings.Sets;
using Xunit;

namespace LeadScout.Savings.Tests.Sets;

public sealed class SampleTests
{
    private static readonly LabelledSet Hundred = SmallSets.Of(
        [.. Enumerable.Range(0, 100).Select(i => ($"text {i}", i % 2 == 0 ? "a" : "b"))]);

    [Fact]
    public void A_seed_gives_the_same_rows_and_another_seed_others()
    {
        Assert.Equal(Sample.Draw(Hundred, 3, 40).Rows, Sample.Draw(Hundred, 3, 40).Rows);
        Assert.NotEqual(Sample.Draw(Hundred, 3, 40).Rows, Sample.Draw(Hundred, 4, 40).Rows);
    }

    [Fact]
    public void No_row_is_drawn_twice()
    {
        Assert.Equal(Enumerable.Range(0, 100), Sample.Draw(Hundred, 1).Rows.Order());
        Assert.Equal(40, Sample.Draw(Hundred, 1, 40).Rows.Distinct().Count());
    }

    [Fact]
    public void A_set_with_a_real_order_keeps_it_for_the_first_seed_alone()
    {
        var real = new PublicSet("s", RealOrder: true);
        Assert.Equal(Enumerable.Range(0, 100), real.Sample(Hundred, 1, null).Rows);
        Assert.NotEqual(Enumerable.Range(0, 100), real.Sample(Hundred, 2, null).Rows);
        Assert.Equal(Enumerable.Range(0, 10), real.Sample(Hundred, 1, 10).Rows);
    }
}
