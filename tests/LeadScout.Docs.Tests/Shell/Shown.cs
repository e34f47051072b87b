using System.Text.RegularExpressions;
using LeadScout.Docs.Tests.Pages;
using Xunit;

namespace LeadScout.Docs.Tests.Shell;

/// <summary>What a page shows of what commands say.</summary>
internal static class Shown
{
    /// <summary>Every line of the block is there, in its order; blanks at the ends do not count.</summary>
    public static void AssertIn(string said, Block block)
    {
        var lines = new Queue<string>(said.Split('\n').Select(line => line.Trim()));
        foreach (var line in block.Text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var wanted = new Regex("^" + Regex.Escape(line).Replace("…", ".*", StringComparison.Ordinal) + "$", RegexOptions.CultureInvariant);
            while (lines.TryDequeue(out var next) && !wanted.IsMatch(next))
            {
            }

            Assert.True(lines.Count > 0 || wanted.IsMatch(said.TrimEnd().Split('\n')[^1].Trim()), $"{block} shows \"{line}\", which is not there (in its order):\n{said}");
        }
    }
}
