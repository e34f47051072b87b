using System.Globalization;
using LeadScout.Docs.Tests.Pages;
using Xunit;

namespace LeadScout.Docs.Tests.Concepts;

/// <summary>The figures that docs/concepts.md and docs/budget.md work out by hand, computed anew.</summary>
public sealed class ByHandTests
{
    private const int Frozen = 800;
    private const int Wrong = 21;
    private const double Expected = 0.005;

    private static readonly string Page = Repository.Read("docs/concepts.md");

    [Fact]
    public void The_stake_grows_as_the_page_says_while_every_audit_is_right() => AssertTable("no error", Stakes(wrongAt: 0));

    [Fact]
    public void The_stake_falls_and_rises_as_the_page_says_when_an_audit_finds_an_error() => AssertTable("error at 40", Stakes(wrongAt: 40));

    [Fact]
    public void The_first_factors_are_those_of_the_page()
    {
        Assert.Contains($"= {Text((1 - Expected) / (1 - ((double)Wrong / Frozen)), "0.000")}.", Page, StringComparison.Ordinal);
        Assert.Contains($"= {Text(Expected / ((double)Wrong / Frozen), "0.000")}.", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_least_number_of_audits_is_the_first_that_wrong_rows_survive_with_less_than_five_per_cent()
    {
        var (audits, missed) = (0, 1.0);
        while (missed > 0.05)
        {
            missed *= (double)(Frozen - Wrong - audits) / (Frozen - audits);
            audits++;
        }

        Assert.Contains($"gets there with {audits} audits", Page, StringComparison.Ordinal);
        Assert.Contains($"{audits - 1} audits miss all of them", Page.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void The_fewest_audits_of_a_budget_are_those_of_the_table()
    {
        var rows = Table(Repository.Read("docs/budget.md"), "fewest audits").Skip(1).ToArray();
        Assert.Equal(5, rows.Length);
        foreach (var row in rows)
        {
            var budget = double.Parse(row[0].TrimEnd('%', ' '), CultureInfo.InvariantCulture) / 100;
            Assert.Equal(
                new[] { 0.90, 0.95, 0.99 }.Select(confidence => Text(Math.Ceiling(Math.Log(1 - confidence) / Math.Log(1 - budget)), "0")), row[1..]);
        }
    }

    // The stake after each audit, until it is 20.
    private static List<double> Stakes(int wrongAt)
    {
        var stakes = new List<double> { 1 };
        var found = 0;
        while (stakes[^1] < 20)
        {
            var audit = stakes.Count;
            var rate = (double)(Wrong - found) / (Frozen - audit + 1);
            found += audit == wrongAt ? 1 : 0;
            stakes.Add(stakes[^1] * (audit == wrongAt ? Expected / rate : (1 - Expected) / (1 - rate)));
        }

        return stakes;
    }

    private static void AssertTable(string name, List<double> stakes)
    {
        var (audits, shown) = Table(Page, name).ToArray() switch { [var first, var second] => (first[1..], second[1..]), _ => throw new InvalidOperationException(name) };
        Assert.Equal(audits.Select(audit => Text(stakes[int.Parse(audit, CultureInfo.InvariantCulture)], "0.00")), shown);
        Assert.Equal(stakes.Count - 1, int.Parse(audits[^1], CultureInfo.InvariantCulture));
    }

    // The rows of the table under a comment, its line of dashes left out.
    private static IEnumerable<string[]> Table(string page, string name) => page.ReplaceLineEndings("\n").Split('\n')
        .SkipWhile(line => !line.Contains($"<!-- {name} -->", StringComparison.Ordinal) && !line.Contains($": {name} -->", StringComparison.Ordinal))
        .Skip(1).TakeWhile(line => line.StartsWith('|')).Where(line => !line.StartsWith("|---", StringComparison.Ordinal))
        .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries));

    private static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
