namespace LeadScout.Docs.Tests.Pages;

/// <summary>The repository that these tests were built in.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Of the configuration that these tests were built in.</summary>
    public static string Built(string project) =>
        Path.Join(Root, "artifacts", "bin", project, new DirectoryInfo(AppContext.BaseDirectory).Name);

    public static string Read(string path) => File.ReadAllText(Path.Join(Root, path));

    /// <summary>Files below a folder, by their paths in the repository.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Join(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Join(folder, "LeadScout.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("These tests run within the repository.");
        }

        return folder;
    }
}
