using System.Text.RegularExpressions;
using Xunit;

namespace LeadScout.Architecture.Tests;

public sealed partial class SourceTests
{
    private const int LongestFile = 500;

    private static readonly string[] Folders = ["src", "tests", "bench"];

    // What belongs into the root; anything else is a plan, a dump or a leftover.
    private static readonly string[] RootEntries =
    [
        ".ci", ".editorconfig", ".git", ".gitattributes", ".github", ".gitignore", "CHANGELOG.md",
        "CONTRIBUTING.md", "SECURITY.md", "Directory.Build.props", "Directory.Packages.props",
        "LICENSE", "LeadScout.slnx", "README.md", "SECURITY.md", "TestResults", "artifacts", "bench", "docs", "eng", "global.json", "samples", "src", "tests",
    ];

    [Fact]
    public void No_file_is_longer_than_500_lines()
    {
        var tooLong = Repository.SourceFiles(Folders).Where(path => Lines(path).Length > LongestFile);
        Assert.Empty(tooLong);
    }

    [Fact]
    public void Half_of_the_product_files_have_at_most_70_lines()
    {
        var lengths = Repository.SourceFiles("src").Select(path => Lines(path).Length).Order().ToArray();
        Assert.InRange(lengths[lengths.Length / 2], 1, 70);
    }

    [Fact]
    public void Every_file_has_the_namespace_of_its_folder()
    {
        var wrong = Repository.SourceFiles("src").Where(path => NamespaceOf(path) is { } declared && declared != ExpectedNamespace(path));
        Assert.DoesNotContain(wrong, path => !IsForTheBuilder(path) || NamespaceOf(path) != "LeadScout");
    }

    [Fact]
    public void Nothing_is_called_by_a_name_that_says_nothing()
    {
        Assert.DoesNotContain(Repository.SourceFiles(Folders), path => EmptyName().IsMatch(Path.GetFileNameWithoutExtension(path)));
    }

    [Fact]
    public void No_file_hides_code_in_regions()
    {
        Assert.DoesNotContain(
            Repository.SourceFiles(Folders),
            path => Lines(path).Any(line => line.TrimStart().StartsWith("#region", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_root_holds_what_belongs_there()
    {
        var entries = Directory.EnumerateFileSystemEntries(Repository.Root).Select(path => Path.GetFileName(path)!);
        Assert.DoesNotContain( // but for what the product leaves where it is tried, which git passes over
            entries.Except(RootEntries), entry => entry != "leadscout-data" && !entry.StartsWith("leadscout.db", StringComparison.Ordinal));
    }

    private static string[] Lines(string path) => File.ReadAllLines(Path.Combine(Repository.Root, path));

    private static string? NamespaceOf(string path) =>
        Lines(path).FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal)) is { } line
            ? line["namespace ".Length..].TrimEnd(';')
            : null;

    // What a package adds to the builder stands in the builder's namespace, as everywhere in .NET: nobody looks for it.
    private static bool IsForTheBuilder(string path) => path.EndsWith("BuilderExtensions.cs", StringComparison.Ordinal);

    private static string ExpectedNamespace(string path) => string.Join('.', path.Split('/')[1..^1]);

    [GeneratedRegex("(Utils|Utility|Helper|Helpers|Manager|V2)$")]
    private static partial Regex EmptyName();
}
