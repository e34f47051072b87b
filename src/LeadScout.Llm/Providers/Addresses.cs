namespace LeadScout.Llm.Providers;

/// <summary>Servers' addresses as people give them (with or without the version, or with the whole path of a call) made into what the client libraries expect.</summary>
internal static class Addresses
{
    private static readonly string[] CallPaths = ["/chat/completions", "/messages", "/api/chat"];

    /// <summary>With a version: that of the address, or <paramref name="version"/> if it is a bare host.</summary>
    public static Uri WithVersion(Uri url, string version)
    {
        var address = WithoutCall(url);
        return address.AbsolutePath == "/" ? new Uri(address, version) : address;
    }

    /// <summary>Without a version: for clients that add it themselves.</summary>
    public static Uri WithoutVersion(Uri url) => Without(WithoutCall(url), "/v1");

    private static Uri WithoutCall(Uri url) => CallPaths.Aggregate(url, Without);

    private static Uri Without(Uri url, string end)
    {
        var address = url.AbsoluteUri.TrimEnd('/');
        return address.EndsWith(end, StringComparison.OrdinalIgnoreCase) ? new Uri(address[..^end.Length]) : url;
    }
}
