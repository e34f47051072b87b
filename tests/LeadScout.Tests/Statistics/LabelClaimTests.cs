using LeadScout.Statistics;
using Xunit;
using static LeadScout.Tests.Statistics.Numbers;

namespace LeadScout.Tests.Statistics;

public sealed partial class LabelClaimTests
{
    private const int NoLabel = -1;

    /// <summary>A right row of the label, a wrong one of it, a missed one, a right one elsewhere, another one wrong elsewhere, and one without an answer of each kind.</summary>
    private static readonly LabelledAnswer[] Outright =
        [new(0, 0, 1, null), new(0, 1, 2, null), new(1, 0, 4, null), new(1, 1, 8, null), new(1, 2, 16, null), new(0, NoLabel, 32, null), new(1, NoLabel, 64, null)];

    [Theory]
    [InlineData(LabelClaim.AnyLabel, 1, 0, false, 2 + 4 + 16 + 32 + 64, 127)]
    [InlineData(0, 1, 0, false, 2 + 32, 35)]
    [InlineData(0, 0, 1, false, 4, 92)]
    [InlineData(0, 10, 100, false, 20 + 320 + 400, 9550)]
    [InlineData(0, 1, 0, true, 1 + 32, 35)]
    [InlineData(0, 0, 1, true, 8 + 16 + 64, 92)]
    public void What_was_asked_outright_counts_where_it_can_be_wrong(int label, long given, long missed, bool ofRight, long found, long counted)
    {
        var (with, without) = label == LabelClaim.AnyLabel ? (200L, 0L) : (100L, 100L);
        var claim = new LabelClaim(label, (given, missed), (with, without), new LabelClaimDesign(5, 10, 0.3), 0.05, ofRight);
        Array.ForEach(Outright, answer => claim.Count(answer));

        Assert.Equal((found, claim.AllUnits - counted, 0), (claim.Found, claim.Unanswered, claim.Audits));
        Assert.Equal((given * with) + (missed * without), claim.AllUnits);
        Assert.Equal((claim.AllUnits - counted, counted - found), (claim.MostWrong, claim.LeastWrong));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_draw_is_seen_through_the_label(int frozen, bool elsewhere)
    {
        // In the first stratum 6 of 10 rows have the label, in the second 5 of 20.
        var drawn = new LabelledDraw(new Draw([10, 20], [0.1, 0.2], [0.25, 0.75], 1), new LabelRows([6, 5, 4, 15], 2));
        var own = new LabelClaim(0, (3, 7), (11, 19), new LabelClaimDesign(5, 10, 0.4), 0.05).Strata(drawn, frozen);

        Assert.NotNull(own);
        Same([18, 15, 28, 105], own.Rows);
        Same([0.15, 0.1875, 0.1, 0.5625], own.Shares); // 6 of 10 rows of a quarter, ...
        Same([0.1, 0.2, 0.1 * 0.4, 0.2 * 0.4], own.Risks);
        Assert.Equal(elsewhere ? 3 : 1, own.Stratum);
    }

    [Fact]
    public void What_can_not_be_wrong_is_no_part_of_the_draw()
    {
        var drawn = new LabelledDraw(new Draw([10, 20], [0.1, 0.2], [0.25, 0.75], -1), new LabelRows([6, 5, 4, 15], 2));
        var own = new LabelClaim(0, (1, 0), (11, 19), new LabelClaimDesign(5, 10, 0.4), 0.05).Strata(drawn, 0);

        Assert.NotNull(own);
        Same([6, 5, 0, 0], own.Rows);
        Same([0.15 / 0.3375, 0.1875 / 0.3375, 0, 0], own.Shares);
        Assert.Equal(-1, own.Stratum);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(LabelClaim.AnyLabel)]
    public void Where_something_can_not_be_drawn_nothing_is_judged(int label)
    {
        var drawn = new LabelledDraw(new Draw([10, 20], [0.1, 0.2], [1, 0], 0), new LabelRows([6, 5, 4, 15], 2));
        var claim = new LabelClaim(label, (1, 0), (11, 19), new LabelClaimDesign(5, 10, 0.4), 0.05);
        Assert.Null(claim.Strata(drawn, 0));

        claim.Count(new LabelledAnswer(0, 0, 1, drawn));
        Assert.Equal((0, 0.0), (claim.Audits, claim.Against(claim.AllUnits)));
    }

    [Fact]
    public void The_runner_up_gets_most_of_a_stratums_errors()
    {
        var strata = new double[2 * RiskStrata.Count];
        var drawn = new LabelledDraw(new Draw(strata, strata, strata, 0), new LabelRows([1], 1), [4, NoLabel]);
        Same(
            [0.6, 0.4 * 0.3, 0.4 * 0.3, 0.3],
            drawn.ShareOfErrors(2, 4, 0.3), drawn.ShareOfErrors(2, 5, 0.3), drawn.ShareOfErrors(RiskStrata.Count, 4, 0.3), (drawn with { RunnerUps = null }).ShareOfErrors(2, 4, 0.3));
    }
}
