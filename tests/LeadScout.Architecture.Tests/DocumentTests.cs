using System.Text.RegularExpressions;
using Xunit;

namespace LeadScout.Architecture.Tests;

/// <summary>What the documents name is there.</summary>
public sealed partial class DocumentTests
{
    private static readonly string[] Maps = ["CONTRIBUTING.md", "docs/architecture.md"];

    // Types of .NET and of libraries.
    private static readonly string[] Foreign = ["IChatClient", "TimeProvider"];

    public static TheoryData<string> Documents =>
        [.. Directory.EnumerateFiles(Repository.Root, "*.md").Concat(
            Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_lead_to_files(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, document))!;
        var broken = Link().Matches(Read(document))
            .Select(match => match.Groups[1].Value)
            .Where(link => !link.Contains(':', StringComparison.Ordinal) && link[0] != '#')
            .Where(link => !Path.Exists(Path.Combine(folder, link.Split('#')[0])));
        Assert.Empty(broken);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_within_documents_lead_to_headings(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, document))!;
        var broken = Link().Matches(Read(document))
            .Select(match => match.Groups[1].Value)
            .Where(
                link => !link.Contains(':', StringComparison.Ordinal) && link.Split('#') is [var file, _] && (file.Length == 0 || file.EndsWith(".md", StringComparison.Ordinal)))
            .Where(link => !AnchorsOf(link[0] == '#' ? document : Path.GetRelativePath(Repository.Root, Path.Combine(folder, link.Split('#')[0])))
                .Contains(link.Split('#')[1]));
        Assert.Empty(broken);
    }

    [Fact]
    public void Files_that_the_maps_name_exist()
    {
        var missing = Maps.SelectMany(map => Code().Matches(Read(map)).Select(match => match.Groups[1].Value))
            .Where(name => PathName().IsMatch(name) && !Path.Exists(Path.Combine(Repository.Root, name)));
        Assert.Empty(missing);
    }

    [Fact]
    public void Types_that_the_maps_name_are_declared()
    {
        var declared = Repository.SourceFiles("src", "tests")
            .SelectMany(path => Declaration().Matches(Read(path)).Select(match => match.Groups[1].Value))
            .ToHashSet(StringComparer.Ordinal);
        var missing = Maps.SelectMany(map => Code().Matches(Read(map)).Select(match => match.Groups[1].Value))
            .Where(name => TypeName().IsMatch(name))
            .SelectMany(name => name.Split('.')[..1])
            .Where(
                name => !declared.Contains(name) && !Foreign.Contains(name) && !Directory.Exists(Path.Combine(Repository.Root, "src", "LeadScout", name)));
        Assert.Empty(missing.Distinct());
    }

    [Fact]
    public void Every_decision_is_in_the_index()
    {
        var index = Read("docs/decisions/README.md");
        var missing = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "decisions"), "0*.md")
            .Select(path => $"]({Path.GetFileName(path)})")
            .Where(link => !index.Contains(link, StringComparison.Ordinal));
        Assert.Empty(missing);
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    // As GitHub makes them.
    private static HashSet<string> AnchorsOf(string document) =>
    [
        .. Heading().Matches(Read(document)).Select(
            match => NoAnchor().Replace(match.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-')),
    ];

    [GeneratedRegex(@"(?<!\!)\[[^\]]*\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^(src|tests|bench|docs|eng|samples)/\S+$")]
    private static partial Regex PathName();

    // Names of one word may be members.
    [GeneratedRegex(@"^([A-Z][a-z0-9]+){2,}(\.[A-Z]\w+)?$|^I([A-Z][a-z]+)+$")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"\b(?:class|record struct|record|struct|interface|enum)\s+([A-Z]\w+)")]
    private static partial Regex Declaration();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}\- _]")]
    private static partial Regex NoAnchor();
}
