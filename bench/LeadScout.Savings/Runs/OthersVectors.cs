using LeadScout.Hints;
using LeadScout.Savings.Sets;
using LeadScout.Statistics;
using LeadScout.Texts;

namespace LeadScout.Savings.Runs;

/// <summary>
/// Vectors that say much, each about another text of the set: what an embedding costs whose model has nothing to do with the texts. They are
/// counts of letters in threes, projected at random, so like texts lie near each other, and none lies where it belongs.
/// </summary>
internal sealed class OthersVectors(LabelledSet set) : IEmbedder
{
    private const int Length = 384;

    private readonly int[] _other = Shuffled(set.Texts.Count);

    public string Model => "others";

    public int? Dimensions => Length;

    public int MostTexts => 1000;

    public Task<EmbeddingReply> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken) =>
        Task.FromResult(new EmbeddingReply { Vectors = [.. texts.Select(text => Of(set.Texts[_other[set.IndexOf(TextKey.Of(text))]]))] });

    public void Dispose()
    {
    }

    private static float[] Of(string text)
    {
        var normalised = $" {TextNormaliser.Normalise(text)} ";
        var vector = new float[Length];
        for (var i = 0; i + 3 <= normalised.Length; i++)
        {
            var random = new SeededRandom(Hash128.Of(normalised.AsSpan(i, 3)).Upper);
            for (var d = 0; d < Length; d++)
            {
                vector[d] += (float)(random.NextShare() - 0.5);
            }
        }

        vector[0] += 1e-3f; // never zeros
        return vector;
    }

    private static int[] Shuffled(int texts)
    {
        var places = Enumerable.Range(0, texts).ToArray();
        new Random(1).Shuffle(places);
        return places;
    }
}
