using System.Diagnostics.CodeAnalysis;
using LeadScout.Files.AddOns;
using LeadScout.Questions;

namespace LeadScout.Server.Clustering;

/// <summary>
/// Finds the add-on that places jobs over nodes: the folder <c>addons/cluster</c> beside the program, or <c>cluster</c> within the folder
/// that
/// <c>LEADSCOUT_ADDONS</c> names. Loaded by a server that is to be one of several, and by nothing else.
/// </summary>
internal static class ClusterAddOn
{
    private const string Folder = "cluster";

    /// <summary>The add-on.</summary>
    /// <exception cref="BadInputException">It is not installed, or can't be loaded.</exception>
    public static IClusterAddOn Find(ClusterOptions options) => options.AddOn
        ?? (AddOn.AreSupported ? Load(Root) : throw new BadInputException(
            "A server that is one of several needs an add-on, and this program was trimmed, so it can't load one. Publish the program untrimmed, or run one server."));

    private static string Root => Environment.GetEnvironmentVariable("LEADSCOUT_ADDONS") is { Length: > 0 } named
        ? named
        : Path.Join(AppContext.BaseDirectory, "addons");

    [RequiresUnreferencedCode(AddOn.Untrimmed)]
    private static IClusterAddOn Load(string root)
    {
        var file = Path.Join(Path.GetFullPath(root), Folder, "LeadScout.Cluster.dll");
        return File.Exists(file) ? AddOn.Load<IClusterAddOn>(file) : throw new BadInputException(
            $"A server that is one of several needs an add-on, which is not installed: there is no '{file}'. Build it from LeadScout's sources with 'dotnet publish src/LeadScout.Cluster -c Release -o {Path.GetDirectoryName(file)}', or name the folder that holds '{Folder}' in LEADSCOUT_ADDONS.");
    }
}
