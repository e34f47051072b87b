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
    public void Runs_made_again_replace_those_of_their_set_and_method_and_no_others()
    {
        RunResult[] earlier =
            [ReadmeTableTests.Run("memo", 1, 80), ReadmeTableTests.Run("coverage-2", 1, 30), ReadmeTableTests.Run("coverage-2", 2, 31)];
        RunResult[] anew = [ReadmeTableTests.Run("coverage-2", 1, 29), ReadmeTableTests.Run("stream", 1, 50)];
        Assert.Equal([earlier[0], anew[1], anew[0]], ResultsFile.Merge(earlier, anew));
    }

    [Fact]
    public void A_file_with_other_columns_is_refused()
    {
        Assert.Contains(
            "Run the bench again.",
            Assert.Throws<FormatException>(() => ResultsFile.Read("set\tasked\n")).Message,
            StringComparison.Ordinal);
    }
}
