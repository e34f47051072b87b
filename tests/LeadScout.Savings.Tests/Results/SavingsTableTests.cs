using LeadScout.Savings.Results;
using LeadScout.Savings.Runs;
using Xunit;

namespace LeadScout.Savings.Tests.Results;

public sealed class SavingsTableTests
{
    [Fact]
    public void A_line_has_the_median_and_the_range_of_the_seeds()
    {
        RunResult[] runs =
        [
            ReadmeTableTests.Run("coverage-2", 1, 30, 1),
            ReadmeTableTests.Run("coverage-2", 2, 40, 2) with { Bound = 0.0195 },
            ReadmeTableTests.Run("coverage-2", 3, 35),
        ];
        var table = SavingsTable.Render(runs, RunOptions.Default);
        Assert.Contains(
            "| **LeadScout, certified 2 %** | 3 | 35.0 % (30.0–40.0) | 1.00 %, 2.00 % | 1.95 % (1 of 3) | 35 | 35,000 | $0.035 | 0.5 |",
            table,
            StringComparison.Ordinal);
        Assert.Contains("## leads: 100 rows, 90 distinct texts\n", table, StringComparison.Ordinal);
    }
}
