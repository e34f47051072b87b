using System.Text.RegularExpressions;
using Xunit;

namespace LeadScout.Architecture.Tests;

/// <summary>
/// Libraries name settings and actions as data, and only a command line speaks of options and commands: whoever uses the library, the HTTP
/// API or the dashboard has none.
/// </summary>
public sealed partial class MessageTests
{
    private static readonly string[] Libraries =
        [
            "src/LeadScout/", "src/LeadScout.Application/", "src/LeadScout.DuckDb/", "src/LeadScout.Embeddings/", "src/LeadScout.Files/", "src/LeadScout.Llm", "src/LeadScout.Sqlite/",
            "src/LeadScout.Server/Hosting/ServerHost.cs", "src/LeadScout.Server/Workspaces/", // a server may start in an app of somebody's own
        ];

    // Not ours: how LibreOffice converts a file.
    private const string OtherPrograms = "soffice --headless --convert-to xlsx FILE";

    // Not for users: what the secret keys of texts are made under, once and for all.
    private const string NoMessage = "\"leadscout text keys\"";

    [Fact]
    public void No_message_of_a_library_names_an_option_or_a_command_of_the_command_line()
    {
        var named =
            from line in Lines()
            where Text().Matches(line.Text.Replace(OtherPrograms, "", StringComparison.Ordinal)).Any(text => Named().IsMatch(text.Value))
            select $"{line.Path}:{line.Number}: {line.Text.Trim()}";
        Assert.Empty(named);
    }

    [Fact]
    public void No_remedy_becomes_a_mere_text_before_its_edge_has_said_it()
    {
        // In a branch an interpolated string is a text unless UserMessage.Of says otherwise, and the remedy in it has the library's words.
        var lost =
            from line in Lines()
            where Lost().IsMatch(line.Text)
            select $"{line.Path}:{line.Number}: {line.Text.Trim()}";
        Assert.Empty(lost);
    }

    [Theory]
    [InlineData("throw new BadInputException(\"Say which with --header-row.\");", true)]
    [InlineData("$\"Go on with {x}: leadscout jobs resume {id}\"", true)]
    [InlineData("\"(`leadscout classify`)\"", true)]
    [InlineData("x--; // --header-row", false)]
    [InlineData("\"from 1 -- or 2\" + \"LeadScout is\" + \".leadscout.tmp\"", false)]
    public void An_option_is_found_where_a_user_would_read_it(string line, bool isFound) =>
        Assert.Equal(isFound, Text().Matches(line).Any(text => Named().IsMatch(text.Value)));

    private static IEnumerable<(string Path, int Number, string Text)> Lines() =>
        from path in Repository.SourceFiles("src")
        where Libraries.Any(library => path.StartsWith(library, StringComparison.Ordinal))
        from line in File.ReadLines(Path.Combine(Repository.Root, path)).Index()
        where !line.Item.TrimStart().StartsWith("//", StringComparison.Ordinal) && !line.Item.Contains(NoMessage, StringComparison.Ordinal)
        select (path, line.Index + 1, line.Item);

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Text();

    [GeneratedRegex(@"(?<![\w-])--[a-z][a-z-]*|\bleadscout [a-z]+")]
    private static partial Regex Named();

    [GeneratedRegex(@"(\?|:|=>) \$""[^""]*\{(Setting|UserAction|Remedy)\.")]
    private static partial Regex Lost();
}
