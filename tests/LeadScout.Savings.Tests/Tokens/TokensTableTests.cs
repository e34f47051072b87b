using System.Text.RegularExpressions;
using LeadScout.Files.QuestionFiles;
using LeadScout.Llm;
using LeadScout.Llm.OpenAI;
using LeadScout.Llm.Prices;
using LeadScout.Savings.Sets;
using LeadScout.Savings.Tokens;
using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Savings.Tests.Tokens;

public sealed partial class TokensTableTests
{
    private static readonly TeacherProfile Teacher = Teachers.ProfileOf("openai:gpt-5-mini");

    [Fact]
    public void The_finding_of_the_committed_table_stands_in_the_readme()
    {
        var finding = TokensTable.FindingIn(File.ReadAllText(Folders.Under("bench/results/tokens.md")).ReplaceLineEndings("\n"));

        Assert.NotNull(finding);
        Assert.True(
            Blank().Replace(File.ReadAllText(Folders.Under("README.md")), " ").Contains(finding, StringComparison.Ordinal),
            $"README.md must say, word for word: {finding}");
    }

    [Fact]
    public void A_row_takes_what_the_teacher_expects_of_the_calls_divided_by_the_rows()
    {
        var measured = QuestionTokens.Of(
            Teacher,
            "department",
            SmallSets.Of([.. Enumerable.Range(0, 10).Select(i => ($"Head of Sales {i}", i == 0 ? "Other" : "Sales"))]));

        var question = BuiltInQuestions.Load("department").Question;
        var alone = Teacher.Estimate(new Ask(question, ["Head of Sales 7"]));
        Assert.Equal(QuestionTokens.RowsPerCall, measured.Lines.Select(line => line.Rows));
        Assert.Equal((alone.InputTokens, alone.OutputTokens), (measured.Lines[0].Input, measured.Lines[0].Output));
        Assert.Equal(1000 * Teacher.Price!.Of(alone).Dollars, measured.Lines[0].DollarsPerThousand);
        Assert.Equal(measured.Lines[2].Total, measured.Lines[3].Total); // ten rows are one call, whether 10 or 20 would fit
        Assert.True(measured.Lines[1].Total < measured.Lines[0].Total);
    }

    [Fact]
    public void The_table_says_price_source_and_finding()
    {
        var row = PriceTable.BuiltIn.Find("openai:gpt-5-mini")!;
        var results = new QuestionTokens("department", "titles", 10, [new(1, 90, 10, 0.2m), new(20, 18, 2, 0.04m)]);

        var table = TokensTable.Render([results], row);

        Assert.Contains(
            $"openai:gpt-5-mini at $0.25 a million tokens in and $2.00 out ({row.Source}, 2026-07-02)", table, StringComparison.Ordinal);
        Assert.Contains("| department | titles | 20 | 18.0 | 2.0 | 20.0 | 20.0 % | $0.0400 |", table, StringComparison.Ordinal);
        Assert.Equal(
            "with one row in a call a row takes 100 to 100 tokens, with 20 it takes 20 to 20: 5 to 5 times fewer.",
            TokensTable.FindingIn(table));
        Assert.Null(TokensTable.FindingIn("# nothing"));
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
