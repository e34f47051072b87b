using System.Text.Json.Serialization;
using LeadScout.Jobs.Lists;

namespace LeadScout.Application.Reports;

/// <summary>What is to be embedded before the first ask.</summary>
/// <param name="Model">What embeds.</param>
/// <param name="Texts">Texts without a vector so far.</param>
public sealed record EmbeddingNeedDocument(string Model, int Texts)
{
    /// <summary>Where these texts are sent; left out where they stay on this machine.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SentTo { get; init; }

    /// <summary>Tokens that it will probably take.</summary>
    public long Tokens { get; init; }

    /// <summary>What it will probably cost; null when the price is unknown.</summary>
    public decimal? CostUsd { get; init; }

    public static EmbeddingNeedDocument Of(EmbeddingNeed need) => new(need.Model, need.Texts)
    {
        SentTo = need.SentTo,
        Tokens = need.Tokens,
        CostUsd = need.Cost?.Dollars,
    };
}
