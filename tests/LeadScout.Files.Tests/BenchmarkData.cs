namespace LeadScout.Files.Tests;

/// <summary>The lists of other people, which lie beside the project and not in it.</summary>
internal static class BenchmarkData
{
    /// <summary>The lists of this pattern; skips the test where there are none.</summary>
    public static string[] Lists(string pattern)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var leads = Path.Join(folder.FullName, "shared", "data", "leads");
            if (Directory.Exists(leads))
            {
                return [.. Directory.GetFiles(leads, pattern).Order(StringComparer.Ordinal)];
            }
        }

        Assert.Skip("The benchmark lists (shared/data/leads beside the project) are not here.");
        return [];
    }
}
