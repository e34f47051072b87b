using System.Text.RegularExpressions;
using Xunit;

namespace LeadScout.Architecture.Tests;

/// <summary>Whatever the server puts on record as done by somebody, the page of who did what has words for.</summary>
public sealed partial class ActivityWordTests
{
    private const string Server = "src/LeadScout.Server";

    [Fact]
    public void Every_action_on_record_has_words()
    {
        var words = File.ReadAllText(Path.Combine(Repository.Root, Server, "Dashboard/Activity/ActivityWording.cs"));
        var actions = Directory.EnumerateFiles(Path.Combine(Repository.Root, Server), "*.*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".cs" or ".razor")
            .SelectMany(path => Recorded().Matches(File.ReadAllText(path)))
            .SelectMany(match => match.Groups["action"].Captures.Select(capture => capture.Value))
            .Distinct(StringComparer.Ordinal)
            .ToArray();

        Assert.Contains("list-deleted", actions);
        Assert.True(actions.Length > 15, string.Join(", ", actions));
        Assert.DoesNotContain(actions, action => !words.Contains($"\"{action}\" =>", StringComparison.Ordinal));
    }

    [GeneratedRegex("""Record\(\s*caller, ([^,"]*"(?<action>[a-z-]+)"( : )?)+|Entry="(?<action>[a-z-]+)"|DoAsync\("(?<action>[a-z-]+)",""")]
    private static partial Regex Recorded();
}
