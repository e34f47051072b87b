using CsCheck;
using LeadScout.Statistics;
using Xunit;
using static LeadScout.Tests.Statistics.Numbers;

namespace LeadScout.Tests.Statistics;

public sealed class LabelLimitTests
{
    [Fact]
    public void A_largest_error_is_counted_in_rows()
    {
        var limit = LabelLimit.MaxError(3, 0.29);
        Assert.Equal((3, 0.29, false, (1L, 0L), (1L, 0L)), (limit.Label, limit.Share, limit.IsRecall, limit.Units, limit.UnitsAtLeast));
        Assert.Equal([0L, 28, 29], new[] { 3L, 99, 100 }.Select(limit.Most)); // 0.29 * 100 is 28.999999999999996
    }

    [Fact]
    public void A_least_recall_is_counted_in_thousandths_of_missed_rows()
    {
        var limit = LabelLimit.MinRecall(2, 0.7);
        Assert.Equal((2, 0.7, true, (429L, 1000L), (428L, 1000L)), (limit.Label, limit.Share, limit.IsRecall, limit.Units, limit.UnitsAtLeast));
        Assert.Equal(42_857, limit.Most(100)); // 0.3 / 0.7 of 100 rows
    }

    [Fact]
    public void The_share_of_a_label_is_that_of_its_own_limit_of_the_kind()
    {
        LabelLimit[] limits = [LabelLimit.MaxError(0, 0.1), LabelLimit.MinRecall(0, 0.8), LabelLimit.MaxError(1, 0.3)];
        Assert.Equal(
            [0.1, 0.8, 0.3, null, null],
            new[] { (0, false), (0, true), (1, false), (1, true), (2, false) }.Select(of => LabelLimit.ShareOf(limits, of.Item1, of.Item2)));
    }

    [Fact]
    public void Recall_is_the_share_that_was_found_of_what_should_have_been() => Same(
        [0.75, 1, 0, 0, 1],
        LabelBounds.Recall(10, 4, 2), LabelBounds.Recall(10, 4, 0), LabelBounds.Recall(10, 10, 2), LabelBounds.Recall(10, 12, 2), LabelBounds.Recall(10, 12, 0));

    /// <summary>The oracle tries every number of wrong rows, and all the missed ones that are left for.</summary>
    [Fact]
    public void A_bound_on_both_sides_leaves_the_least_recall_of_all_that_it_allows() =>
        Gen.Select(Gen.Long[1, 60], Gen.Long[0, 60], Gen.Long[0, 5000], Gen.Long[0, 300]).Sample((given, mostWrong, most, weight) =>
        {
            mostWrong = Math.Min(mostWrong, given);
            double highest = weight == 0 ? mostWrong : Math.Min(mostWrong, (double)most / weight);
            var least = Enumerable.Range(0, 401).Select(i => highest * i / 400)
                .Min(wrong => LabelBounds.Recall(given, wrong, (most - (wrong * weight)) / 1000));
            Assert.Equal(least, new RecallBound(most, weight, 1000).RecallAtLeast(given, mostWrong), 1e-9);
        });

    [Fact]
    public void The_better_of_two_bounds_on_recall_counts()
    {
        var apart = new LabelBounds(20, 10, 0, 0, 0);
        Assert.Equal(80.0 / 90, apart.RecallAtLeast(100), 1e-12);
        Assert.Equal(100.0 / 105, (apart with { Together = new RecallBound(5_000, 1000, 1000) }).RecallAtLeast(100), 1e-12);
        Assert.Equal(80.0 / 90, (apart with { Together = new RecallBound(90_000, 1000, 1000) }).RecallAtLeast(100), 1e-12);
    }

    [Theory]
    [InlineData(0.1, 1000, 30, 700, 30)]
    [InlineData(0.1, 1000, 500, 700, 38.94451956)]
    [InlineData(0.0009, 1000, 500, 700, 500)]
    [InlineData(0.001, 1000, 9000, 9999, 3894.45195562)]
    public void A_largest_error_takes_audits_by_what_it_allows(double share, long given, int texts, int open, double expected) =>
        Assert.Equal(expected, LabelForecast.Texts(LabelLimit.MaxError(0, share), given, 5000, texts, open, 0.05), 1e-6);

    [Theory]
    [InlineData(0.5, 100, 400, 3000, 190.82814583)]
    [InlineData(0.5, 100, 400, 500, 100)]
    public void A_least_recall_takes_audits_elsewhere(double share, long given, int texts, int open, double expected) =>
        Assert.Equal(expected, LabelForecast.Texts(LabelLimit.MinRecall(0, share), given, 5000, texts, open, 0.05), 1e-6);

    [Fact]
    public void Expected_rates_begin_above_the_limit_and_follow_each_side_by_itself()
    {
        var rates = new MirrorRates(0.1, 1);
        Same([0.2, 0.97], rates[true], rates[false]); // half an error in a quarter of the audits in which one is allowed, and no more than that
        rates.Count(isWith: true, wrong: true);
        rates.Count(isWith: true, wrong: false);
        Same([1.5 / 4.5, 0.97], rates[true], rates[false]);
        rates.Count(isWith: false, wrong: false);
        Same([1.5 / 4.5, 0.5 / 1.25], rates[true], rates[false]);
        Same([2e-6], new MirrorRates(0, 1)[true]);
    }
}
