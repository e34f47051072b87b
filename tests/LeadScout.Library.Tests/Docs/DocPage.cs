using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace LeadScout.Library.Tests.Docs;

/// <summary>A page of the documentation as programs: the C# blocks of a section are one, and its text blocks what that prints.</summary>
internal sealed partial class DocPage
{
    private DocPage(string usings, IReadOnlyList<DocSection> sections) => (Usings, Sections) = (usings, sections);

    /// <summary>What stands above the first section: the lines that all programs share.</summary>
    public string Usings { get; }

    /// <summary>The sections with a program.</summary>
    public IReadOnlyList<DocSection> Sections { get; }

    public static DocPage Read(string name, [CallerFilePath] string here = "")
    {
        var root = Path.GetFullPath(Path.Join(Path.GetDirectoryName(here), "..", "..", ".."));
        var parts = Heading().Split(File.ReadAllText(Path.Join(root, "docs", name)).ReplaceLineEndings("\n"));
        return new DocPage(
            Blocks(parts[0], "csharp"),
            [
                .. parts.Skip(1).Select(part => new DocSection(part.Split('\n')[0], Blocks(part, "csharp"), Blocks(part, "text")))
                    .Where(section => section.Program.Length > 0),
            ]);
    }

    private static string Blocks(string text, string language) => string.Concat(
        Block().Matches(text).Where(block => block.Groups["language"].Value == language).Select(block => block.Groups["code"].Value));

    [GeneratedRegex("^## ", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^```(?<language>[a-z]+)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}

/// <summary>A section's program.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Program">Its C# blocks, one after the other.</param>
/// <param name="Output">What it prints; "" where the page does not say.</param>
internal sealed record DocSection(string Title, string Program, string Output);
