using System.IO.Compression;
using System.Xml.Linq;
using Xunit;

namespace LeadScout.Packages.Tests;

/// <summary>What is in the packages.</summary>
public sealed class PackageTests
{
    private static readonly string[] Names =
    [
        "LeadScout", "LeadScout.Application", "LeadScout.Cli", "LeadScout.Files", "LeadScout.Llm", "LeadScout.Llm.Anthropic",
        "LeadScout.Llm.Ollama", "LeadScout.Llm.OpenAI", "LeadScout.Postgres", "LeadScout.Server", "LeadScout.Sqlite",
    ];

    public static TheoryData<string> All => [.. Names];

    [Fact]
    public void Every_library_and_the_tool_are_packed_and_nothing_else()
    {
        var packed = Directory.EnumerateFiles(Feed.Packages, "*.nupkg").Select(NameOf).Order(StringComparer.Ordinal);
        Assert.Equal(Names, packed);
        var symbols = Directory.EnumerateFiles(Feed.Packages, "*.snupkg").Select(NameOf).Order(StringComparer.Ordinal);
        Assert.Equal(Names, symbols);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_package_says_what_it_is(string name)
    {
        using var package = Open(name);
        using var stream = package.Entries.Single(entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        var metadata = XDocument.Load(stream).Root!.Elements().Single();
        foreach (string said in new[] { "readme", "icon", "license", "tags", "description", "authors" })
        {
            Assert.NotEqual("", metadata.Elements().Single(element => element.Name.LocalName == said).Value.Trim());
        }

        Assert.NotNull(package.GetEntry("README.md"));
        Assert.NotNull(package.GetEntry("icon.png"));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_library_has_its_documentation(string name)
    {
        using var package = Open(name);
        var missing = package.Entries.Select(entry => entry.FullName)
            .Where(path => path.StartsWith("lib/", StringComparison.Ordinal) && path.EndsWith(".dll", StringComparison.Ordinal))
            .Where(path => package.GetEntry(Path.ChangeExtension(path, ".xml")) is null);
        Assert.Empty(missing);
    }

    private static ZipArchive Open(string name) =>
        ZipFile.OpenRead(Directory.EnumerateFiles(Feed.Packages, "*.nupkg").Single(path => NameOf(path) == name));

    // LeadScout.Llm.0.1.0.nupkg: the name ends where the version begins.
    private static string NameOf(string path) => string.Join(
        '.', Path.GetFileNameWithoutExtension(path).Split('.').TakeWhile(part => !char.IsAsciiDigit(part[0])));
}
