using LeadScout.Hints;
using LeadScout.Statistics;
using LeadScout.Texts;

namespace LeadScout.Savings.Runs;

/// <summary>Vectors that say nothing: what a useless embedding costs.</summary>
internal sealed class RandomVectors : IEmbedder
{
    private const int Length = 384;

    public string Model => "random";

    public int? Dimensions => Length;

    public int MostTexts => 1000;

    public Task<EmbeddingReply> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken) =>
        Task.FromResult(new EmbeddingReply { Vectors = [.. texts.Select(Of)] });

    public void Dispose()
    {
    }

    private static float[] Of(string text)
    {
        var random = new SeededRandom(Hash128.Of(text).Upper);
        var vector = new float[Length];
        for (var d = 0; d < vector.Length; d++)
        {
            vector[d] = (float)(random.NextShare() - 0.5);
        }

        return vector;
    }
}
