using LeadScout.Savings.Results;
using LeadScout.Savings.Runs;
using LeadScout.Savings.Sets;
using Xunit;

namespace LeadScout.Savings.Tests.Results;

public sealed class ReadmeTableTests
{
    private const string Remedy = "Put what `dotnet run -c Release --project bench/LeadScout.Savings -- readme` prints in its place.";

    [Fact]
    public void The_table_of_the_readme_is_what_the_committed_results_say()
    {
        var results = ResultsFile.Read(File.ReadAllText(Folders.Under("bench/results/savings.tsv")));
        var inReadme = ReadmeTable.Find(File.ReadAllText(Folders.Under("README.md")).ReplaceLineEndings("\n"));
        Assert.True(inReadme is not null, $"README.md has no table between {ReadmeTable.Begin} and {ReadmeTable.End}. {Remedy}");
        Assert.True(
            ReadmeTable.Render(results) == inReadme, $"The table in README.md is not what bench/results/savings.tsv says. {Remedy}");
    }

    [Fact]
    public void A_cell_is_the_median_of_the_seeds_and_shows_what_a_method_hides()
    {
        RunResult[] runs = [Run("memo", 1, 80), Run("memo", 2, 90), Run("memo", 3, 70), Run("soundex", 1, 10, 44)];
        Assert.Contains("| leads | 100 | 80.0 % | 10.0 %, 44.0 % differ | – |", ReadmeTable.Render(runs), StringComparison.Ordinal);
    }

    [Fact]
    public void Seeds_that_were_not_certified_are_told()
    {
        RunResult[] runs = [Run("coverage-2", 1, 30) with { Bound = 0.019 }, Run("coverage-2", 2, 30)];
        Assert.Contains("30.0 %, 1 of 2 certified", ReadmeTable.Render(runs), StringComparison.Ordinal);
    }

    [Fact]
    public void The_block_is_found_with_its_markers()
    {
        Assert.Equal("<!-- savings -->\nx\n<!-- /savings -->", ReadmeTable.Find("# A\n<!-- savings -->\nx\n<!-- /savings -->\nB"));
        Assert.Null(ReadmeTable.Find("# A\n<!-- savings -->\nx"));
    }

    internal static RunResult Run(string method, ulong seed, int asked, int different = 0) => new()
    {
        Set = "leads",
        Method = method,
        Seed = seed,
        Rows = 100,
        Texts = 90,
        Asked = asked,
        Different = different,
        Bound = null,
        Calls = asked,
        Tokens = 1000 * asked,
        Dollars = 0.001m * asked,
        Seconds = 0.5,
    };
}
