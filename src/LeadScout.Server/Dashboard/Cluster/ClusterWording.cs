using System.Globalization;
using LeadScout.Application.Reports;
using LeadScout.Server.Clustering;
using LeadScout.Teaching;

namespace LeadScout.Server.Dashboard.Cluster;

/// <summary>A cluster's figures as people say them.</summary>
internal static class ClusterWording
{
    /// <summary>The calls that are out, and what is held back for them; a price that nobody knows is never told as nothing.</summary>
    /// <param name="cluster">How it stands.</param>
    /// <param name="maySeeMoney">Whether whoever looks may see what is held back.</param>
    public static string OpenCalls(ClusterDocument cluster, bool maySeeMoney)
    {
        if (cluster.OpenCalls == 0)
        {
            return "No call is out.";
        }

        var calls = $"{cluster.OpenCalls.Of("call")} {(cluster.OpenCalls == 1 ? "has" : "have")} not ended";
        if (!maySeeMoney)
        {
            return $"{calls}.";
        }

        var held = Money.OfDollars(cluster.HeldBackUsd);
        return cluster.UnpricedCalls switch
        {
            0 => $"{calls}, for which at most {held} is held back.",
            var unpriced when unpriced == cluster.OpenCalls => $"{calls}; {(unpriced == 1 ? "its" : "their")} price is unknown, so nothing could be held back for {(unpriced == 1 ? "it" : "them")}.",
            var unpriced => $"{calls}, for which at most {held} is held back; the price of {unpriced.Text()} of them is unknown, and nothing could be held back for {(unpriced == 1 ? "it" : "them")}.",
        };
    }

    /// <summary>As in <c>9.7 MB</c> or <c>48 kB</c>: what is there is never told as nothing.</summary>
    public static string Size(long bytes) => bytes switch
    {
        >= 1L << 30 => $"{(bytes / (double)(1L << 30)).ToString("0.0", CultureInfo.InvariantCulture)} GB",
        >= 1L << 20 => $"{(bytes / (double)(1L << 20)).ToString("0.0", CultureInfo.InvariantCulture)} MB",
        _ => $"{((bytes + 1023) / 1024).ToString(CultureInfo.InvariantCulture)} kB",
    };
}
