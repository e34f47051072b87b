using System.Text.RegularExpressions;
using Xunit;

namespace LeadScout.Architecture.Tests;

/// <summary>Whoever writes a file flushes it, and its name too, or is known not to need it: what was promised outlives a power cut.</summary>
public sealed partial class WrittenFileTests
{
    // What is lost here was promised to nobody.
    private static readonly Dictionary<string, string> NotPromised = new(StringComparer.Ordinal)
    {
        ["LeadScout.Cli/Commands/QuestionsNewCommand.cs"] = "a template, which the command writes again",
        ["LeadScout.Cli/Demo/DemoFolder.cs"] = "the demo's list, which the command writes again",
        ["LeadScout.Cli/Demo/DemoRun.cs"] = "the demo's picture",
        ["LeadScout.Cli/Jobs/SpoolFolder.cs"] = "a lock, gone with its process",
        ["LeadScout.Cli/Jobs/StandardStreams.cs"] = "a copy of what came through a pipe, for one process",
        ["LeadScout.Cli/Rechecks/LogDecisions.cs"] = "a list for one run of one process",
        ["LeadScout.Cli/Review/ReviewExchange.cs"] = "tasks out of the database, which the command writes again",
        ["LeadScout.Files/Disk/TemporaryFile.cs"] = "gone with its process",
        ["LeadScout.Files/FileClaims.cs"] = "a file that is deleted at once",
        ["LeadScout.Server/Clustering/CopyIndex.cs"] = "an index that is mended by looking",
        ["LeadScout.Sqlite/Disk/DatabaseFile.cs"] = "an empty file; SQLite flushes what it writes, and its folder with it",
        ["LeadScout.Sqlite/Health/ReadableCopy.cs"] = "a copy to look at, for one process",
    };

    [Fact]
    public void Whoever_writes_or_renames_a_file_flushes_it()
    {
        var writers = Repository.SourceFiles("src").Select(path => path["src/".Length..]).Where(path => Writes().IsMatch(Text(path))).ToArray();

        Assert.Equal([], writers.Where(path => !NotPromised.ContainsKey(path) && !Flushes().IsMatch(Text(path))));
        Assert.Equal([], NotPromised.Keys.Except(writers));
    }

    private static string Text(string path) => File.ReadAllText(Path.Combine(Repository.Root, "src", path));

    [GeneratedRegex(@"FileMode\.(Create|CreateNew|OpenOrCreate|Append)\b|\bFile\.(WriteAll|AppendAll|Create|Copy|Move|Replace)\w*\(|Directory\.Move\(|new StreamWriter\(path|VACUUM INTO")]
    private static partial Regex Writes();

    [GeneratedRegex(@"Durable\.|DataFolder\.(WriteClosed|KeepNames)|FSync|static class (DataFolder|Durable)")]
    private static partial Regex Flushes();
}
