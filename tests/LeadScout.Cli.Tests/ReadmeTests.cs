using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using LeadScout.Application.Reports;
using LeadScout.Application.Samples;
using LeadScout.Cli.Commands;
using LeadScout.Cli.Terminals;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>What the README says is so.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Repository.Find("README.md"));

    private static readonly RootCommand Root = LeadScoutCommand.Create(
        new Terminal(TextWriter.Null, TextWriter.Null, ErrorIsTerminal: false, TimeProvider.System, _ => null));

    public static TheoryData<string> Commands => [.. ShellLine().Matches(Readme).Select(match => match.Groups[1].Value)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_is_one(string line) => Assert.Empty(Root.Parse(line).Errors);

    [Fact]
    public void The_table_of_options_is_the_options_there_are()
    {
        var classify = Root.Subcommands.Single(command => command.Name == "classify");
        var real = classify.Options.Select(option => option.Name);
        var told = OptionRow().Matches(Readme).Select(match => match.Groups[1].Value);

        Assert.Equal(real.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_table_of_exit_codes_is_the_exit_codes_there_are()
    {
        int[] real =
            [ExitCode.Done, ExitCode.InternalError, ExitCode.BadInput, ExitCode.OutOfMoney, ExitCode.TeacherUnavailable, ExitCode.Refuted, ExitCode.HeldElsewhere, ExitCode.Interrupted];
        Assert.Equal(real, CodeRow().Matches(Readme).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void The_promise_is_there_word_for_word()
    {
        Assert.Contains(
            "*A crash never loses or repeats a committed answer; at most the calls in flight can be billed twice, and the ledger lists them.*",
            Readme,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_sample_list_is_as_long_as_the_README_says()
    {
        Assert.Contains($"a sample list of {SampleList.Rows.Text()} leads", Readme, StringComparison.Ordinal);
        Assert.Equal(SampleList.Rows + 1, File.ReadAllLines(Repository.Find("samples/demo/leads.csv")).Length);
    }

    [GeneratedRegex(@"^leadscout (.+)$", RegexOptions.Multiline)]
    private static partial Regex ShellLine();

    [GeneratedRegex(@"^\| `(--[a-z-]+)", RegexOptions.Multiline)]
    private static partial Regex OptionRow();

    [GeneratedRegex(@"^\| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex CodeRow();
}
