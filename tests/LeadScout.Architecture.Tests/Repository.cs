using System.Xml.Linq;

namespace LeadScout.Architecture.Tests;

/// <summary>The repository that these tests were built from.</summary>
internal static class Repository
{
    /// <summary>Its root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>All projects under a folder of the root, by name.</summary>
    public static IReadOnlyDictionary<string, string> Projects(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), StringComparer.Ordinal);

    /// <summary>The names of the projects that a project references.</summary>
    public static IEnumerable<string> ProjectReferences(string project) =>
        Includes(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

    /// <summary>The names of the packages and frameworks that a project references.</summary>
    public static IEnumerable<string> LibraryReferences(string project) =>
        Includes(project, "PackageReference").Concat(Includes(project, "FrameworkReference"));

    /// <summary>The source files, build output left out, relative to the root.</summary>
    public static IEnumerable<string> SourceFiles(params string[] folders) =>
        folders.Where(folder => Directory.Exists(Path.Combine(Root, folder)))
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj"));

    private static IEnumerable<string> Includes(string project, string item) =>
        XDocument.Load(project).Descendants(item).Select(element => element.Attribute("Include")!.Value);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LeadScout.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No LeadScout.slnx above {AppContext.BaseDirectory}.");
    }
}
