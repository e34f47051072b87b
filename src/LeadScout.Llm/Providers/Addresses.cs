using System.Net;
using System.Net.Sockets;

namespace LeadScout.Llm.Providers;

/// <summary>
/// Servers' addresses as people give them (with or without the version, or with the whole path of a call) made into what the client
/// libraries expect.
/// </summary>
internal static class Addresses
{
    private static readonly string[] CallPaths = ["/chat/completions", "/messages", "/api/chat"];

    private static readonly string[] OwnDomains = [".local", ".lan", ".internal", ".localhost", ".home", ".home.arpa"];

    /// <summary>With a version: that of the address, or <paramref name="version"/> if it is a bare host.</summary>
    public static Uri WithVersion(Uri url, string version)
    {
        var address = WithoutCall(url);
        return address.AbsolutePath == "/" ? new Uri(address, version) : address;
    }

    /// <summary>Without a version: for clients that add it themselves.</summary>
    public static Uri WithoutVersion(Uri url) => Without(WithoutCall(url), "/v1");

    /// <summary>Whether a server is on the user's own machine or network.</summary>
    public static bool IsOwn(Uri url)
    {
        if (url.IsLoopback)
        {
            return true;
        }

        if (!IPAddress.TryParse(url.DnsSafeHost, out var address))
        {
            return !url.DnsSafeHost.Contains('.', StringComparison.Ordinal)
                || Array.Exists(OwnDomains, domain => url.DnsSafeHost.EndsWith(domain, StringComparison.OrdinalIgnoreCase));
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal || address.IsIPv6SiteLocal
            : address.GetAddressBytes() is [10, ..] or [172, >= 16 and < 32, ..] or [192, 168, ..] or [169, 254, ..] or [100, >= 64 and < 128, ..];
    }

    private static Uri WithoutCall(Uri url) => CallPaths.Aggregate(url, Without);

    private static Uri Without(Uri url, string end)
    {
        var address = url.AbsoluteUri.TrimEnd('/');
        return address.EndsWith(end, StringComparison.OrdinalIgnoreCase) ? new Uri(address[..^end.Length]) : url;
    }
}
