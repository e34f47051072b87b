using System.Text.RegularExpressions;
using Xunit;

namespace LeadScout.Docs.Tests.Pages;

/// <summary>No document shows code that no test runs.</summary>
public sealed partial class CoverageTests
{
    [Fact]
    public void Every_block_of_every_document_is_run_by_a_test() =>
        Assert.DoesNotContain(Document.All.SelectMany(document => document.Blocks), block => Runners.Of(block) == Runner.None);

    [Fact]
    public void A_picture_shows_no_command() => Assert.DoesNotContain(
        Document.All.SelectMany(document => document.Blocks), block => block.IsPicture && Command().IsMatch(block.Text));

    [GeneratedRegex(@"^[ $>]*(leadscout [a-z]|dotnet [a-z]|curl )", RegexOptions.Multiline)]
    private static partial Regex Command();

    [Theory]
    [InlineData("```\nleadscout demo\n```\n")]
    [InlineData("~~~\nleadscout demo\n~~~\n")]
    [InlineData("    leadscout demo\n")]
    [InlineData("* a list\n\n  ```bash\n  leadscout demo\n  ```\n")]
    [InlineData("```text\n1 row\n```\n")]
    [InlineData("<!-- picture -->\n```python\nprint()\n```\n")]
    [InlineData("> ```rust\n> fn main() {}\n> ```\n")]
    public void A_block_that_nobody_runs_is_found_however_it_is_written(string page) =>
        Assert.Equal(Runner.None, Runners.Of(Assert.Single(Document.Parse("docs/new.md", page).Blocks)));

    [Theory]
    [InlineData("```sh\nleadscout demo\n```\n", "Shell")]
    [InlineData("1. a list\n\n   ~~~sh\n   leadscout demo\n   ~~~\n", "Shell")]
    [InlineData("```yaml\nname: a\n```\n", "Yaml")]
    [InlineData("<!-- picture -->\n```text\na ──► b\n```\n", "Picture")]
    public void A_block_of_a_new_page_has_its_runner(string page, string runner) =>
        Assert.Equal(runner, Runners.Of(Assert.Single(Document.Parse("docs/new.md", page).Blocks)).ToString());
}
