using LeadScout.Statistics;
using Xunit;

namespace LeadScout.Tests.Statistics;

public sealed class ErrorBudgetTests
{
    [Theory]
    [InlineData(-0.01, 0.95, "from 0 % up to, not including, 100 %")]
    [InlineData(1, 0.95, "from 0 % up to, not including, 100 %")]
    [InlineData(double.NaN, 0.95, "from 0 % up to, not including, 100 %")]
    [InlineData(0.02, 0, "between 0 % and 100 %, neither included")]
    [InlineData(0.02, 1, "between 0 % and 100 %, neither included")]
    [InlineData(0.02, double.NaN, "between 0 % and 100 %, neither included")]
    public void Impossible_shares_are_refused(double maxError, double confidence, string because) =>
        Assert.Contains(because, Assert.Throws<ArgumentOutOfRangeException>(() => new ErrorBudget(maxError, confidence)).Message, StringComparison.Ordinal);

    [Fact]
    public void It_is_usually_2_percent_at_95() => Assert.Equal((0.02, 0.95, 0.05), (ErrorBudget.Default.MaxError, ErrorBudget.Default.Confidence, Math.Round(ErrorBudget.Default.Alpha, 12)));

    [Fact]
    public void Whole_rows_may_be_wrong()
    {
        Assert.Equal([0L, 0, 1, 2, 20], new[] { 0L, 49, 50, 149, 1000 }.Select(ErrorBudget.Default.WrongRows));
        Assert.Equal(29, new ErrorBudget(0.29, 0.9).WrongRows(100)); // 0.29 * 100 is 28.999999999999996
        Assert.Throws<ArgumentOutOfRangeException>(() => ErrorBudget.Default.WrongRows(-1));
    }

    [Fact]
    public void A_rate_of_false_alarms_is_a_share() => Assert.Contains(
        "between 0 % and 100 %, neither included", Assert.Throws<ArgumentOutOfRangeException>(() => new DriftMonitor(1.5)).Message, StringComparison.Ordinal);

    [Fact]
    public void More_can_not_be_found_than_there_is()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactInterval.Of(-1, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactInterval.Of(4, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactWrongRows.Of(9, 3, -1, 0.9));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactWrongRows.Of(9, 3, 4, 0.9));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactWrongRows.Of(9, 10, 4, 0.9));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WrongShareEvidence(ErrorBudget.Default, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ErrorConfidenceSequence(new PredictedErrors(), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ErrorConfidenceSequence(new PredictedErrors(), 1));
        Assert.Equal("All rows were drawn.", Assert.Throws<InvalidOperationException>(() => new ErrorConfidenceSequence(new PredictedErrors(), 0.9).Observe(true, 0)).Message);
    }
}
