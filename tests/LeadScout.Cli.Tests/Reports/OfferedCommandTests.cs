using System.CommandLine;
using System.Text.RegularExpressions;
using LeadScout.Cli.Commands;
using LeadScout.Cli.Terminals;
using Xunit;

namespace LeadScout.Cli.Tests.Reports;

/// <summary>A command that is offered can be typed as it stands: it names the database that the message is about, where that is not the usual one.</summary>
public sealed partial class OfferedCommandTests
{
    // What these offer is typed in a folder of its own, is an example of help, is about no database, or gets it at the end of a list of options.
    private static readonly string[] Others = ["Demo/", "Commands/HelpExamples.cs", "Commands/TeachersListCommand.cs", "Rechecks/RecheckOffers.cs"];

    [Fact]
    public void Every_offer_in_the_source_names_the_database()
    {
        var offer = OfferOf(NeedDatabase(LeadScoutCommand.Create(Terminal.OfNobody()), ""));
        var root = Repository.Find("src/LeadScout.Cli");
        var forgetful =
            from path in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            let name = Path.GetRelativePath(root, path).Replace('\\', '/')
            where !Others.Any(other => name.StartsWith(other, StringComparison.Ordinal))
            from line in File.ReadLines(path).Index()
            where !line.Item.TrimStart().StartsWith("//", StringComparison.Ordinal) && IsForgetful(offer, line.Item)
            select $"{name}:{line.Index + 1}: {line.Item.Trim()}";

        Assert.Empty(forgetful);
    }

    [Theory]
    [InlineData("$\"Go on with it: leadscout jobs resume {job.Id}.\"", true)]
    [InlineData("$\"Go on with it: leadscout jobs resume {job.Id}{db}.\"", false)]
    [InlineData("$\"Go on with it: leadscout jobs resume {job.Id}{OptionWords.Database(path)}, or: leadscout jobs list\"", true)]
    [InlineData("\"a job that `leadscout classify` ran\"", false)]
    [InlineData("$\"then: leadscout questions check {path}\"", false)]
    public void An_offer_without_its_database_is_found(string line, bool isFound) =>
        Assert.Equal(isFound, IsForgetful(OfferOf(["jobs resume", "jobs list", "classify"]), line));

    [Theory]
    [InlineData("jobs", "resume", "0000")]
    [InlineData("recheck")]
    [InlineData("patterns", "show", "word:none", "--question", "department")]
    public async Task A_refusal_offers_commands_with_the_database_that_was_named(params string[] command)
    {
        using var trial = new Trial();
        var done = await trial.ClassifyAsync("Job Title\nCFO\n");

        var refused = await CommandLine.RunAsync([.. command, "--store", "sqlite:" + trial.Database]);

        Assert.Equal((0, 2), (done.ExitCode, refused.ExitCode));
        Assert.Matches($"leadscout (jobs|patterns) list --db {Regex.Escape(trial.Database)}", refused.Error);
    }

    [Fact]
    public async Task Of_the_usual_database_nothing_is_said()
    {
        using var folder = new Folder();

        var refused = await LeadScoutProcess.RunAsync(folder.Path, null, "recheck");

        Assert.Contains("(all: leadscout jobs list)", refused.Error, StringComparison.Ordinal);
    }

    private static bool IsForgetful(Regex offer, string line) =>
        offer.Split(line).Skip(1).Any(after => !after.StartsWith('`') && !Named().IsMatch(after));

    private static Regex OfferOf(IEnumerable<string> commands) => new($"leadscout (?:{string.Join('|', commands.OrderByDescending(command => command.Length))})(?![a-z-])");

    private static IEnumerable<string> NeedDatabase(Command command, string path) =>
        command.Subcommands.SelectMany(sub => NeedDatabase(sub, $"{path} {sub.Name}".TrimStart()))
            .Concat(path is not ("" or "serve" or "mcp") && command.Options.Any(option => option.Name == "--db") ? [path] : []);

    [GeneratedRegex(@"OptionWords\.Database\(|\{db\}|\{Database\}")]
    private static partial Regex Named();
}
