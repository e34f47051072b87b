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
        ?? (AddOn.AreSupported ? Load() : throw new BadInputException(
            "A server that is one of several needs an add-on, and this program was trimmed, so it can't load one. Publish the program untrimmed, or run one server."));

    [RequiresUnreferencedCode(AddOn.Untrimmed)]
    private static IClusterAddOn Load() => AddOn.Find<IClusterAddOn>("A server that is one of several needs", AddOn.Root, Folder, "LeadScout.Cluster");
}
