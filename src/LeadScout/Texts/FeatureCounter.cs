using System.Numerics;

namespace LeadScout.Texts;

/// <summary>How often each known feature occurs in one text, read out in rising order of their numbers: bits in a set of as many as there are features.</summary>
internal sealed class FeatureCounter(int features)
{
    private readonly ulong[] _marked = new ulong[(features + 63) / 64];
    private readonly ulong[] _words = new ulong[((features + 63) / 64 + 63) / 64];
    private readonly int[] _counts = new int[features];

    /// <summary>Different features counted.</summary>
    public int Count { get; private set; }

    /// <summary>Counts one occurrence.</summary>
    public void Add(int feature)
    {
        if (_counts[feature]++ == 0)
        {
            Count++;
            _marked[feature >> 6] |= 1UL << feature;
            _words[feature >> 12] |= 1UL << (feature >> 6);
        }
    }

    /// <summary>Writes features in rising order with their counts, and starts again from nothing.</summary>
    public void TakeOut(Span<int> ids, Span<int> counts)
    {
        int at = 0;
        for (int block = 0; block < _words.Length; block++)
        {
            for (ulong words = _words[block]; words != 0; words &= words - 1)
            {
                int word = (block << 6) + BitOperations.TrailingZeroCount(words);
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

        Count = 0;
    }
}
