using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LeadScout.Texts;

/// <summary>
/// Keeps the nearest of the texts given to it. A text's place in the order is the number of texts before it, counted eight at a time: no
/// branch depends on the similarities, which no processor can foretell.
/// </summary>
internal ref struct NearestOf(Span<int> texts, Span<float> similarities)
{
    /// <summary>Length of the two spans.</summary>
    public const int Room = 128;

    private readonly Span<int> _texts = texts;
    private readonly Span<float> _similarities = similarities;
    private int _count;

    /// <summary>Takes a text with its similarity, above 0.</summary>
    public void Add(int text, float similarity)
    {
        if (_count == Room)
        {
            Span<int> nearest = stackalloc int[Neighbours.Most];
            Span<float> best = stackalloc float[Neighbours.Most];
            _count = Write(nearest, best);
            nearest.CopyTo(_texts);
            best.CopyTo(_similarities);
        }

        (_texts[_count], _similarities[_count]) = (text, similarity);
        _count++;
    }

    /// <summary>Writes the nearest, most similar first and among equals the first of the list, and says how many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly int Write(Span<int> nearest, Span<float> similarity)
    {
        int padded = (_count + Vector256<float>.Count - 1) / Vector256<float>.Count * Vector256<float>.Count;
        _similarities[_count..padded].Clear();
        for (int i = 0; i < _count; i++)
        {
            int before = Before(_texts[i], _similarities[i], padded);
            if (before < Neighbours.Most)
            {
                (nearest[before], similarity[before]) = (_texts[i], _similarities[i]);
            }
        }

        return Math.Min(_count, Neighbours.Most);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly int Before(int text, float similarity, int padded)
    {
        var (ownText, own) = (Vector256.Create(text), Vector256.Create(similarity));
        var before = Vector256<int>.Zero;
        for (int at = 0; at < padded; at += Vector256<float>.Count)
        {
            var other = Vector256.Create<float>(_similarities[at..]);
            var earlier = Vector256.LessThan(Vector256.Create<int>(_texts[at..]), ownText);
            before -= Vector256.GreaterThan(other, own).AsInt32() | (Vector256.Equals(other, own).AsInt32() & earlier);
        }

        return Vector256.Sum(before);
    }
}
