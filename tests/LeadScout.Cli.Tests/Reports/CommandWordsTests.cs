using System.CommandLine;
using LeadScout.Cli.Commands;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Messages;
using Xunit;

namespace LeadScout.Cli.Tests.Reports;

public sealed class CommandWordsTests
{
    private static readonly RootCommand Root = LeadScoutCommand.Create(
        new Terminal(TextWriter.Null, TextWriter.Null, false, TimeProvider.System, _ => null));

    public static TheoryData<Setting> Settings => [.. Enum.GetValues<Setting>()];

    public static TheoryData<UserAction> Actions => [.. Enum.GetValues<UserAction>()];

    [Theory]
    [MemberData(nameof(Settings))]
    public void Everything_that_can_be_set_is_an_option_that_there_is(Setting setting) =>
        Assert.Contains(CommandWords.OptionOf(setting), OptionsBelow(Root));

    [Theory]
    [MemberData(nameof(Actions))]
    public void Everything_that_can_be_done_is_a_command_that_there_is(UserAction action)
    {
        var typed = CommandWords.Of(Remedy.Of(action, "3"), "my own.db");
        Assert.StartsWith("leadscout ", typed, StringComparison.Ordinal);
        Command command = Root;
        foreach (var word in typed.Replace("my own.db", "x", StringComparison.Ordinal).Split(' ').Skip(1))
        {
            if (command.Subcommands.FirstOrDefault(sub => sub.Name == word) is { } sub)
            {
                command = sub;
            }
            else if (word.StartsWith("--", StringComparison.Ordinal) && word != "--help")
            {
                Assert.Contains(word, command.Options.Select(option => option.Name));
            }
        }

        Assert.NotSame(Root, command);
        Assert.Empty(command.Subcommands);
        var needsDatabase = command.Options.Any(option => option.Name == "--db") && action is not (UserAction.StartJob or UserAction.ExamineStore);
        Assert.Equal(needsDatabase, typed.Contains(" --db 'my own.db'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Setting.HeaderRow, "3", "--header-row 3")]
    [InlineData(Setting.Delimiter, ";", "--delimiter ';'")]
    [InlineData(Setting.Delimiter, ",", "--delimiter ','")]
    [InlineData(Setting.Delimiter, ":", "--delimiter ':'")]
    [InlineData(Setting.Delimiter, "tab", "--delimiter tab")]
    [InlineData(Setting.Delimiter, "U+0014", "--delimiter U+0014")]
    [InlineData(Setting.Column, "Title=Role", "--column 'Title=Role'")]
    [InlineData(Setting.Column, "Role", "--column 'Role'")]
    [InlineData(Setting.Column, "Owner's role", @"--column 'Owner'\''s role'")]
    [InlineData(Setting.Output, "my result.csv", "--out 'my result.csv'")]
    [InlineData(Setting.Store, "/data/leads-2.db", "--db /data/leads-2.db")]
    public void A_value_can_be_typed_as_it_stands(Setting setting, string value, string typed) =>
        Assert.Equal(typed, CommandWords.Of(setting.To(value), "my own.db"));

    private static IEnumerable<string> OptionsBelow(Command command) =>
        command.Options.Select(option => option.Name).Concat(command.Subcommands.SelectMany(OptionsBelow));
}
