using System.Collections.Immutable;
using System.CommandLine;

namespace LeadScout.Cli.Completion;

/// <summary>The words that may come next on a command line.</summary>
internal static class NextWords
{
    // Other spellings of --help, and what a switch is set to where it stands alone.
    private static readonly ImmutableArray<string> Unsaid = ["-?", "/?", "/h", "-h", "True", "False"];

    /// <summary>
    /// Commands and values that begin like the last word; options only once it begins with a dash, so that where a file may stand, the shell
    /// completes files.
    /// </summary>
    /// <param name="root">All commands.</param>
    /// <param name="line">The line up to the cursor, from the program's name on.</param>
    public static IEnumerable<string> Of(RootCommand root, string line)
    {
        var last = line[(line.LastIndexOf(' ') + 1)..];
        return root.Parse(line).GetCompletions(line.Length)
            .Select(item => item.Label)
            .Where(word => word.StartsWith(last, StringComparison.OrdinalIgnoreCase) && (last.StartsWith('-') || !word.StartsWith('-')))
            .Except(Unsaid)
            .Order(StringComparer.Ordinal);
    }
}
