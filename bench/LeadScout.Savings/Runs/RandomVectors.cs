using LeadScout.Hints;
using LeadScout.Statistics;
using LeadScout.Texts;

namespace LeadScout.Savings.Runs;

/// <summary>Vectors that say nothing: what a useless embedding costs.</summary>
internal sealed class RandomVectors : IEmbedder
{
    public string Model => "random";

    public int Dimensions => 384;

    public int MostTexts => 1000;

    public Task<IReadOnlyList<float[]>> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<float[]>>([.. texts.Select(Of)]);

    public void Dispose()
    {
    }

    private float[] Of(string text)
    {
        var random = new SeededRandom(Hash128.Of(text).Upper);
        var vector = new float[Dimensions];
        for (var d = 0; d < vector.Length; d++)
        {
            vector[d] = (float)(random.NextShare() - 0.5);
        }

        return vector;
    }
}
