namespace LeadScout.Llm.Prices;

/// <summary>
/// Whose prices hold at an address. Models that anybody may host cost what the host asks; the wire format, by which a teacher is called,
/// tells nothing about that.
/// </summary>
internal static class Hosts
{
    private static readonly (string Domain, string Seller)[] Known =
    [
        ("api.openai.com", "openai"),
        ("api.anthropic.com", "anthropic"),
        ("generativelanguage.googleapis.com", "google"),
        ("api.x.ai", "xai"),
        ("api.mistral.ai", "mistral"),
        ("api.deepseek.com", "deepseek"),
        ("api.moonshot.ai", "moonshot"),
        ("api.moonshot.cn", "moonshot"),
        ("api.z.ai", "zai"),
        ("dashscope-intl.aliyuncs.com", "alibaba"),
        ("api.groq.com", "groq"),
        ("api.cerebras.ai", "cerebras"),
        ("api.together.xyz", "together"),
        ("api.together.ai", "together"),
        ("api.fireworks.ai", "fireworks"),
    ];

    /// <summary>The first word of the price rows that hold there, or null.</summary>
    public static string? SellerAt(Uri url) => Array.Find(
        Known,
        host => url.Host.Equals(host.Domain, StringComparison.OrdinalIgnoreCase) || url.Host.EndsWith("." + host.Domain, StringComparison.OrdinalIgnoreCase)).Seller;
}
