using LeadScout.Savings.Results;
using LeadScout.Savings.Runs;
using Xunit;

namespace LeadScout.Savings.Tests.Results;

public sealed class ResultsFileTests
{
    [Fact]
    public void What_is_written_is_read_again()
    {
        RunResult[] runs = [ReadmeTableTests.Run("memo", 1, 80), ReadmeTableTests.Run("coverage-2", 2, 30, 1) with { Bound = 0.0175 }];
        Assert.Equal(runs, ResultsFile.Read(ResultsFile.Write(runs)));
    }

    [Fact]
    public void A_file_with_other_columns_is_refused()
    {
        Assert.Contains("Run the bench again.", Assert.Throws<FormatException>(() => ResultsFile.Read("set\tasked\n")).Message, StringComparison.Ordinal);
    }
}
