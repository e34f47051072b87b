using LeadScout.Hints;
using LeadScout.Savings.Sets;
using LeadScout.Statistics;
using LeadScout.Texts;

namespace LeadScout.Savings.Hinting;

/// <summary>Vectors that put a text among those of the label that <see cref="LyingHints"/> gives it.</summary>
internal sealed class LyingVectors(LabelledSet set, ulong seed) : IEmbedder
{
    private const int Length = 64;

    // Of a vector's length: texts of one label lie close together and are still told apart.
    private const float Spread = 0.3f;

    private readonly int[] _labels = LyingHints.Of(set, seed);

    public string Model => "lying";

    public int? Dimensions => Length;

    public int MostTexts => 1000;

    public Task<EmbeddingReply> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken) =>
        Task.FromResult(new EmbeddingReply { Vectors = [.. texts.Select(Of)] });

    public void Dispose()
    {
    }

    private float[] Of(string text)
    {
        var own = Directed(Hash128.Of(text).Upper);
        var label = Directed((ulong)_labels[set.IndexOf(TextKey.Of(text))] + 1);
        return [.. label.Zip(own, (centre, offset) => centre + (Spread * offset))];
    }

    private static float[] Directed(ulong seed)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, Length).Select(_ => (float)(random.NextShare() - 0.5))];
    }
}
