using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LeadScout.Texts;

/// <summary>
/// Finds the texts of a list that are nearest to a row of features. Several cores may search at once, each with a search of its own.
/// </summary>
/// <param name="starts">By feature: where its postings begin; where they end is where the next one's begin.</param>
/// <param name="postings">The texts that have a feature, and its value there.</param>
/// <param name="count">Number of texts of the list.</param>
internal sealed class NeighbourSearch(int[] starts, (int Text, float Value)[] postings, int count)
{
    private const int Most = Neighbours.Most;
    private readonly float[] _similarity = new float[(count + Most - 1) / Most * Most]; // by text, all 0 between two searches; whole vectors

    /// <summary>Writes the nearest texts, the nearest first, and says how many.</summary>
    /// <param name="features">The features of the text.</param>
    /// <param name="weights">Their values.</param>
    /// <param name="own">The place of the text itself, which is no neighbour; any other where it is not of the list.</param>
    /// <param name="nearest">Takes the texts.</param>
    /// <param name="similarity">Takes their cosines.</param>
    public int Find(ReadOnlySpan<int> features, ReadOnlySpan<float> weights, int own, Span<int> nearest, Span<float> similarity)
    {
        Accumulate(features, weights);
        if (own < count)
        {
            _similarity[own] = 0;
        }

        return TakeNearest(nearest, similarity);
    }

    private void Accumulate(ReadOnlySpan<int> features, ReadOnlySpan<float> weights)
    {
        Span<float> similarity = _similarity;
        for (int k = 0; k < features.Length; k++)
        {
            int start = starts[features[k]];
            float weight = weights[k];
            foreach (var (other, value) in postings.AsSpan(start, starts[features[k] + 1] - start))
            {
                similarity[other] += weight * value;
            }
        }
    }

    /// <summary>Writes the nearest texts in order, says how many, and leaves every similarity at 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int TakeNearest(Span<int> nearest, Span<float> similarity)
    {
        Span<Vector256<float>> vectors = MemoryMarshal.Cast<float, Vector256<float>>(_similarity.AsSpan());
        float enough = LeastOfTheNearest(vectors);
        var candidates = new NearestOf(stackalloc int[NearestOf.Room], stackalloc float[NearestOf.Room]);
        for (int v = 0; v < vectors.Length; v++)
        {
            Vector256<float> at = vectors[v];
            vectors[v] = Vector256<float>.Zero;
            uint near = (Vector256.GreaterThan(at, Vector256<float>.Zero) & Vector256.GreaterThanOrEqual(at, Vector256.Create(enough)))
                .ExtractMostSignificantBits();
            for (; near != 0; near &= near - 1)
            {
                int lane = BitOperations.TrailingZeroCount(near);
                candidates.Add((v * Vector256<float>.Count) + lane, at[lane]);
            }
        }

        return candidates.Write(nearest, similarity);
    }

    /// <summary>
    /// A similarity that at least <see cref="Most"/> texts reach: the texts are dealt out to as many hands, and each hand's best reaches
    /// the least of these.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float LeastOfTheNearest(ReadOnlySpan<Vector256<float>> vectors)
    {
        Vector256<float> first = Vector256<float>.Zero, second = first, third = first;
        for (int v = 0; v < vectors.Length; v += 3)
        {
            first = Vector256.Max(first, vectors[v]);
            second = Vector256.Max(second, vectors[v + 1]);
            third = Vector256.Max(third, vectors[v + 2]);
        }

        Vector256<float> least = Vector256.Min(first, Vector256.Min(second, third));
        float lowest = least[0];
        for (int lane = 1; lane < Vector256<float>.Count; lane++)
        {
            lowest = MathF.Min(lowest, least[lane]);
        }

        return lowest;
    }
}
