using LeadScout.Savings.Regret;
using LeadScout.Savings.Sets;
using Xunit;

namespace LeadScout.Savings.Tests.Regret;

/// <summary>What is kept between two runs of the bench.</summary>
public sealed class RegretFileTests
{
    private static readonly RegretRun[] Runs =
    [
        new("titles:rank", 3_000, 1, 0.02, 700, 40, 30, 640.5, 12),
        new("titles:rank", 3_000, 2, 0.02, 900, 50, 35, 640.5, 90),
    ];

    [Fact]
    public void Runs_are_read_as_they_were_written() => Assert.Equal(Runs, RegretFile.Read(RegretFile.Write(Runs)));

    [Fact]
    public void Another_file_is_refused() => Assert.Throws<FormatException>(() => RegretFile.Read("set\trows\n"));

    [Fact]
    public void The_table_tells_the_regret_and_who_is_over_budget()
    {
        var table = RegretTable.Render(Runs);

        Assert.Contains("| titles:rank | 3,000 | 2.0 % | 2 | 26.7 % (23.3–30.0) | 21.4 % | 45 | 33 | 1.25 | 1.09 | 1.41 |", table, StringComparison.Ordinal);
        Assert.Contains("All: 2 jobs, regret 1.25 in the median, 1.41 at the 90th percentile, 1.41 at most; 1 over budget.", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Titles_are_labelled_by_the_beginnings_of_their_words()
    {
        var set = new LabelledSet("titles", [.. new[] { "Payroll clerk", "Crown court judge", "Ballet dancer", "Sub-Accountant" }
            .Select(title => new LabelledRow(title, title, title))]);

        var labelled = KeywordTitles.Of(set, "department");

        Assert.Equal("titles:department", labelled.Name);
        Assert.Equal(["Human Resources", "Legal", "Finance"], labelled.Rows.Select(row => row.Label));
    }
}
