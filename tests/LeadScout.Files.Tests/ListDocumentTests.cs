using System.Text.RegularExpressions;
using static LeadScout.Files.Tests.TestFolder;

namespace LeadScout.Files.Tests;

/// <summary>The examples of docs/lists.md, run.</summary>
public sealed partial class ListDocumentTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string, string, string> Examples
    {
        get
        {
            var examples = new TheoryData<string, string, string, string>();
            foreach (Match match in Example().Matches(File.ReadAllText(Document())))
            {
                examples.Add(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value.Trim(), match.Groups[4].Value);
            }

            return examples;
        }
    }

    [Fact]
    public void There_are_examples() => Assert.True(Examples.Count >= 8);

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_is_read_or_refused_as_the_page_says(string kind, string name, string said, string text)
    {
        var path = _folder.Write(name, text);
        if (kind == "refuse")
        {
            Assert.Contains(said, Refused(() => Rows(LeadFiles.At(path))).Message, StringComparison.Ordinal);
            return;
        }

        using var reader = LeadFiles.At(path).Open();
        Assert.Equal(said, string.Join(" | ", reader.Columns));
        Assert.True(reader.Read());
    }

    private static string Document()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Join(folder, "LeadScout.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return Path.Join(folder, "docs", "lists.md");
    }

    [GeneratedRegex(@"<!-- example: (read|refuse) (\S+?)(?: as|:) (.*?)-->\n```\n(.*?)```\n", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Example();
}
