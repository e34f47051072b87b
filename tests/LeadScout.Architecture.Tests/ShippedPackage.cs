using System.Text.Json;
using System.Xml.Linq;

namespace LeadScout.Architecture.Tests;

/// <summary>A package by others that is in what we ship, as it was restored.</summary>
/// <param name="Name">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Licence">Its licence, by its SPDX name; empty where nothing that came with it tells.</param>
internal sealed record ShippedPackage(string Name, string Version, string Licence)
{
    // Says it on its page alone, and was read there.
    private static readonly Dictionary<string, string> ReadThere = new(StringComparer.Ordinal) { ["K4os.Compression.LZ4"] = "MIT" };

    private static readonly string[] Parts = ["compile", "runtime", "native", "runtimeTargets"];

    /// <summary>All of them, by name: what the projects of src were restored with, tools of the build left out.</summary>
    public static IReadOnlyList<ShippedPackage> All { get; } =
    [
        .. Repository.Projects("src").Keys.SelectMany(Of).DistinctBy(package => (package.Name, package.Version))
            .OrderBy(package => package.Name, StringComparer.OrdinalIgnoreCase).ThenBy(package => package.Version, StringComparer.Ordinal),
    ];

    private static IEnumerable<ShippedPackage> Of(string project)
    {
        using var assets = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "artifacts/obj", project, "project.assets.json")));
        var root = assets.RootElement;
        var tools = root.GetProperty("project").GetProperty("frameworks").EnumerateObject()
            .Where(framework => framework.Value.TryGetProperty("dependencies", out _))
            .SelectMany(framework => framework.Value.GetProperty("dependencies").EnumerateObject())
            .Where(dependency => dependency.Value.TryGetProperty("suppressParent", out _) || dependency.Value.TryGetProperty("autoReferenced", out _))
            .Select(dependency => dependency.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        string[] folders = [.. root.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name)];
        return [.. from target in root.GetProperty("targets").EnumerateObject()
                   from library in target.Value.EnumerateObject()
                   where library.Value.GetProperty("type").GetString() == "package" && Array.Exists(Parts, part => library.Value.TryGetProperty(part, out _))
                   let name = library.Name.Split('/')
                   where !tools.Contains(name[0])
                   select new ShippedPackage(name[0], name[1], LicenceOf(name[0], name[1], folders))];
    }

    private static string LicenceOf(string name, string version, string[] folders)
    {
        var lower = name.ToLowerInvariant();
        var folder = folders.Select(folder => Path.Combine(folder, lower, version)).First(Directory.Exists);
        var licence = XDocument.Load(Path.Combine(folder, lower + ".nuspec")).Descendants().FirstOrDefault(element => element.Name.LocalName == "license");
        return licence?.Attribute("type")?.Value switch
        {
            "expression" => licence.Value,
            "file" => InText(File.ReadAllText(Path.Combine(folder, licence.Value))),
            _ => ReadThere.GetValueOrDefault(name, ""),
        };
    }

    private static string InText(string text) =>
        text.Contains("Permission is hereby granted, free of charge", StringComparison.Ordinal) ? "MIT"
        : text.Contains("Public Domain", StringComparison.OrdinalIgnoreCase) ? "public domain"
        : "";
}
