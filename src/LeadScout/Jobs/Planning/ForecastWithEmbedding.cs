using LeadScout.Forecasts;
using LeadScout.Jobs.Lists;

namespace LeadScout.Jobs.Planning;

/// <summary>What a job will cost is what its asks will, and what embedding its texts does before them.</summary>
internal static class ForecastWithEmbedding
{
    /// <summary>The same asks, and the money for both, unknown where one of the prices is; what the texts mean is not foreseen.</summary>
    public static Forecast With(this Forecast asks, EmbeddingNeed? embedding) => embedding is null
        ? asks
        : asks with
        {
            Cost = embedding.Cost is { } more ? asks.Cost?.Select(cost => cost + more) : null,
            TextsToEmbed = embedding.Texts,
        };
}
