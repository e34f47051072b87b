using System.Text;
using Xunit;

namespace LeadScout.Architecture.Tests;

/// <summary>What is shipped by others may be shipped, and is named.</summary>
public sealed class LicenceTests
{
    private const string Document = "docs/licences.md";

    private const string Heading = """
        # Packages by others

        What LeadScout's own packages and programs bring along, with what that needs in turn, as restored for this version; tools of the build and .NET itself are left out. `LicenceTests` holds this list against what was
        restored, and every licence against those that go with MIT. `eng/audit` asks for known vulnerabilities of what stands here.

        | package | version | licence |
        |---|---|---|

        """;

    private static readonly HashSet<string> GoWithMit = new(StringComparer.Ordinal)
    {
        "MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "PostgreSQL", "public domain",
    };

    [Fact]
    public void Every_package_that_is_shipped_has_a_licence_that_goes_with_ours() =>
        Assert.DoesNotContain(ShippedPackage.All, package => !GoWithMit.Contains(package.Licence));

    [Fact]
    public void The_list_of_packages_is_what_was_restored()
    {
        var list = new StringBuilder(Heading.ReplaceLineEndings("\n"));
        foreach (var package in ShippedPackage.All)
        {
            list.Append("| ").AppendJoin(" | ", package.Name, package.Version, package.Licence).Append(" |\n");
        }

        var path = Path.Combine(Repository.Root, Document);
        if (Environment.GetEnvironmentVariable("LEADSCOUT_WRITE_LICENCES") is not null)
        {
            File.WriteAllText(path, list.ToString());
        }

        Assert.True(
            File.ReadAllText(path).ReplaceLineEndings("\n") == list.ToString(),
            $"{Document} is not what was restored. Write it anew with LEADSCOUT_WRITE_LICENCES=1 and this test, and look at the difference.");
    }
}
