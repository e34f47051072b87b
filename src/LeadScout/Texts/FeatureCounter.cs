using System.Numerics;
using System.Runtime.CompilerServices;

namespace LeadScout.Texts;

/// <summary>
/// How often each known feature occurs in one text, read out in rising order of their numbers: a set of bits over the features, and a set
/// of bits over its words. Counting never branches: what is not known is counted as one feature more, and dropped.
/// </summary>
internal sealed class FeatureCounter(int features)
{
    private readonly ulong[] _marked = new ulong[(features >> 6) + 1];
    private readonly ulong[] _words = new ulong[(features >> 12) + 1];
    private readonly int[] _counts = new int[features + 1];

    /// <summary>The number to count for a feature that is not known.</summary>
    public int Unknown => features;

    /// <summary>Counts one occurrence.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int feature)
    {
        _counts[feature]++;
        _marked[feature >> 6] |= 1UL << feature;
        _words[feature >> 12] |= 1UL << (feature >> 6);
    }

    /// <summary>Writes the known features in rising order with their counts, says how many, and starts again from nothing.</summary>
    public int TakeOut(ref int[] ids, ref int[] counts)
    {
        _counts[features] = 0;
        _marked[features >> 6] &= ~(1UL << features);
        int at = 0;
        for (int block = 0; block < _words.Length; block++)
        {
            for (ulong words = _words[block]; words != 0; words &= words - 1)
            {
                int word = (block << 6) + BitOperations.TrailingZeroCount(words);
                if (at + 64 > ids.Length)
                {
                    Array.Resize(ref ids, 2 * ids.Length);
                    Array.Resize(ref counts, ids.Length);
                }

                for (ulong bits = _marked[word]; bits != 0; bits &= bits - 1)
                {
                    int id = (word << 6) + BitOperations.TrailingZeroCount(bits);
                    (ids[at], counts[at]) = (id, _counts[id]);
                    _counts[id] = 0;
                    at++;
                }

                _marked[word] = 0;
            }

            _words[block] = 0;
        }

        return at;
    }
}
