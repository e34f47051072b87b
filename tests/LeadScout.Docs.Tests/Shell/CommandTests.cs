using System.CommandLine;
using System.Text.RegularExpressions;
using LeadScout.Cli.Commands;
using LeadScout.Cli.Terminals;
using LeadScout.Docs.Tests.Pages;
using Xunit;

namespace LeadScout.Docs.Tests.Shell;

/// <summary>Commands that are named within a line, or shown for a system that is installed elsewhere, are commands that there are.</summary>
public sealed partial class CommandTests
{
    private static readonly RootCommand Root = LeadScoutCommand.Create(
        new Terminal(TextWriter.Null, TextWriter.Null, ErrorIsTerminal: false, TimeProvider.System, _ => null));

    public static TheoryData<string, string> Inlines
    {
        get
        {
            var data = new TheoryData<string, string>();
            // The changelog names what there was.
            foreach (var document in Document.All.Where(document => document.Path != "CHANGELOG.md"))
            {
                foreach (var command in document.Inlines.Where(inline => inline.StartsWith("leadscout ", StringComparison.Ordinal)).Distinct())
                {
                    data.Add(document.Path, command);
                }
            }

            return data;
        }
    }

    public static TheoryData<string, string> Shown
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var block in Document.All.SelectMany(document => document.Blocks).Where(block => Runners.Of(block) == Runner.Console))
            {
                data.Add(block.Document, block.Text);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Inlines))]
    public void A_command_within_a_line_is_one(string document, string command) => AssertCommand(document, command);

    [Theory]
    [MemberData(nameof(Shown))]
    public void What_is_shown_for_an_installed_system_names_commands_and_files_that_there_are(string document, string text)
    {
        foreach (Match command in Command().Matches(text))
        {
            AssertCommand(document, command.Value);
        }

        var missing = RepositoryPath().Matches(text).Select(path => path.Value).Where(path => !Path.Exists(Path.Join(Repository.Root, path)));
        Assert.Empty(missing);
    }

    // Values are the reader's own; words of the command and options must be there.
    internal static void AssertCommand(string document, string named)
    {
        var words = new Queue<string>(named.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1));
        Command command = Root;
        while (words.TryPeek(out var word) && command.Subcommands.Count > 0 && !word.StartsWith('-'))
        {
            var alternatives = words.Dequeue().Split('|').Select(name => command.Subcommands.SingleOrDefault(one => one.Name == name)).ToArray();
            Assert.True(Array.TrueForAll(alternatives, one => one is not null), $"{document}: {named}: no command {word}");
            if (alternatives.Length > 1)
            {
                return;
            }

            command = alternatives[0]!;
        }

        var options = command.Options.Concat(Root.Options.Where(option => option.Recursive)).SelectMany(option => option.Aliases.Prepend(option.Name)).ToArray();
        var unknown = words.TakeWhile(word => word is not ("|" or ">")).Select(word => word.Trim('[', ']', ',', '.'))
            .Where(word => word.StartsWith("--", StringComparison.Ordinal) && !options.Contains(word));
        Assert.True(!unknown.Any(), $"{document}: {named}: no option {string.Join(", ", unknown)}");
    }

    [GeneratedRegex(@"leadscout (?:serve|classify|jobs|certify)\b[^\n&|]*")]
    private static partial Regex Command();

    [GeneratedRegex(@"(?<= )(src|eng|samples)/\S+")]
    private static partial Regex RepositoryPath();
}
