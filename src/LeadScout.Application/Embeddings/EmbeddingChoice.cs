using System.Globalization;

namespace LeadScout.Application.Embeddings;

/// <summary>What the user says about what embeds the texts; kept with a job. Holds no secret.</summary>
/// <param name="Name">As in <c>local</c> or <c>openai:text-embedding-3-small</c>; see <see cref="Embedders.Allowed"/>.</param>
public sealed record EmbeddingChoice(string Name)
{
    private const string NameKey = "embeddings";
    private const string UrlKey = "embedding-url";
    private const string PriceKey = "embedding-price";
    private const string KeepKey = "keep-vectors";

    /// <summary>Where it is; null for the provider's own address.</summary>
    public string? Url { get; init; }

    /// <summary>US dollars per million tokens; null to go by the table.</summary>
    public decimal? Price { get; init; }

    /// <summary>Whether a database that keeps no texts keeps their vectors all the same.</summary>
    public bool KeepsVectors { get; init; }

    /// <summary>What a job keeps of it; values that are null are left out.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Kept() =>
    [
        new(NameKey, Name),
        new(UrlKey, Url),
        new(PriceKey, Price?.ToString(CultureInfo.InvariantCulture)),
        new(KeepKey, KeepsVectors ? "yes" : null),
    ];

    /// <summary>What a job kept; null where it embeds nothing.</summary>
    public static EmbeddingChoice? OfKept(IReadOnlyDictionary<string, string> kept) => kept.TryGetValue(NameKey, out var name)
        ? new EmbeddingChoice(name)
        {
            Url = kept.GetValueOrDefault(UrlKey),
            KeepsVectors = kept.ContainsKey(KeepKey),
            Price = kept.TryGetValue(PriceKey, out var price) ? decimal.Parse(price, CultureInfo.InvariantCulture) : null,
        }
        : null;
}
