using LeadScout.Savings.Regret;
using LeadScout.Statistics;
using Xunit;

namespace LeadScout.Savings.Tests.Regret;

/// <summary>The cheapest plan is what every job is held against, so it has to be neither too dear nor too cheap.</summary>
public sealed class HindsightTests
{
    [Theory]
    [InlineData(0.02, 149)]
    [InlineData(0.05, 59)]
    [InlineData(0.01, 299)]
    public void Of_a_long_list_without_errors_the_known_floors_are_audited(double maxError, int floor) =>
        Assert.InRange(Hindsight.Audits(1_000_000, 0, (long)(1_000_000 * maxError), 0.05), floor - 2, floor + 1);

    [Fact]
    public void What_is_within_the_budget_whatever_it_is_needs_no_audit() => Assert.Equal(0, Hindsight.Audits(20, 20, 20, 0.05));

    [Fact]
    public void More_errors_take_more_audits()
    {
        var audits = new[] { 0, 20, 50, 100 }.Select(wrong => Hindsight.Audits(10_000, wrong, 200, 0.05)).ToArray();

        Assert.Equal(audits.Order(), audits);
        Assert.True(audits[3] > 2 * audits[0]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(120)]
    [InlineData(260)]
    public void A_limit_changes_nothing_but_what_is_beyond_it(int wrong)
    {
        var audits = Hindsight.Audits(10_000, wrong, 200, 0.05);

        // Errors are found in whole numbers, so a tenth fewer audits may prove what a few more do not.
        Assert.InRange(Hindsight.Audits(10_000, wrong, 200, 0.05, audits + 40), 0.9 * audits, audits + 1);
        Assert.Equal(double.PositiveInfinity, Hindsight.Audits(10_000, wrong, 200, 0.05, 0.85 * audits));
    }

    [Fact]
    public void Texts_that_are_doubted_rightly_are_asked_outright()
    {
        OpenText[] texts =
        [
            .. Enumerable.Range(0, 100).Select(_ => new OpenText(1, 0.9, true)),
            .. Enumerable.Range(0, 2_000).Select(_ => new OpenText(1, 0.001, false)),
        ];

        var asks = Hindsight.Asks(new LearningMoment(400, 400, [.. texts]), 2_500, new ErrorBudget(0.02, 0.95), double.PositiveInfinity);

        Assert.InRange(asks, 400 + 50 + 120, 400 + 100 + 150);
    }

    [Fact]
    public void A_student_that_is_wrong_everywhere_leaves_nothing_but_asking()
    {
        OpenText[] texts = [.. Enumerable.Range(0, 500).Select(_ => new OpenText(1, 0.5, true))];

        var asks = Hindsight.Asks(new LearningMoment(100, 120, [.. texts]), 620, new ErrorBudget(0.02, 0.95), double.PositiveInfinity);

        Assert.InRange(asks, 120 + 500 - 12, 120 + 500);
    }
}
