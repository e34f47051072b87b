using LeadScout.Savings.Results;
using LeadScout.Savings.Runs;
using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Savings.Tests.Results;

public sealed class PartialCallsTableTests
{
    [Fact]
    public void Calls_beyond_the_fewest_are_priced_without_their_texts()
    {
        // 30 calls for 500 texts: 5 more than 25 full ones, of 400 input tokens each: 5 x 400 x 0.25 / 1,000,000 dollars.
        var table = PartialCallsTable.Render(
            [Run("coverage-2", 500, 30)], RunOptions.Default with { Price = new Price(0.25m, 0.25m, 2m) }, _ => new Usage(400, 0, 0));

        Assert.Contains(
            "| titles | 2 % | 1 | 500 | 30 | 25 | 16.7 | 60.0 | 56.0 | $0.020 | $0.019 | 5.0 % |", table, StringComparison.Ordinal);
    }

    private static RunResult Run(string method, int asked, int calls) => new()
    {
        Set = "titles",
        Method = method,
        Seed = 1,
        Rows = 5_000,
        Texts = 5_000,
        Asked = asked,
        Different = 0,
        Bound = 0.02,
        Calls = calls,
        Tokens = 30_000,
        Dollars = 0.01m,
        Seconds = 1,
    };
}
