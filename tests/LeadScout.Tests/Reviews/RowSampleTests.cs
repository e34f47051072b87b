using CsCheck;
using LeadScout.Reviews;
using LeadScout.Statistics;
using Xunit;

namespace LeadScout.Tests.Reviews;

public sealed class RowSampleTests
{
    [Fact]
    public void A_larger_sample_begins_with_the_smaller_and_rows_that_left_change_no_order() =>
        Gen.Select(Gen.Int[1, 30], Gen.Int[1, 60], Gen.ULong).Sample((size, rows, seed) =>
        {
            var all = Draw(60, seed, Enumerable.Range(1, rows));
            Assert.Equal(rows, all.Distinct().Count());
            Assert.Equal(all.Take(size), Draw(size, seed, Enumerable.Range(1, rows)));
            Assert.Equal(all.Where(row => row % 3 != 0), Draw(60, seed, Enumerable.Range(1, rows).Where(row => row % 3 != 0)));
        });

    /// <summary>Chi-squared with 19 degrees of freedom stays below 43.8 in 999 of 1000 seeds; the seeds are fixed.</summary>
    [Fact]
    public void Every_row_is_as_likely_at_every_place()
    {
        const int Rows = 20, Seeds = 4_000;
        foreach (var place in (int[])[0, 7, 19])
        {
            var counts = new int[Rows + 1];
            for (var seed = 0UL; seed < Seeds; seed++)
            {
                counts[Draw(Rows, seed, Enumerable.Range(1, Rows))[place]]++;
            }

            const double Expected = (double)Seeds / Rows;
            Assert.InRange(counts.Skip(1).Sum(count => (count - Expected) * (count - Expected) / Expected), 0, 43.8);
        }
    }

    private static IReadOnlyList<int> Draw(int size, ulong seed, IEnumerable<int> rows)
    {
        var sample = new RowSample<int>(size, seed);
        foreach (var row in rows)
        {
            sample.Offer(row, row);
        }

        return sample.Draw();
    }
}
