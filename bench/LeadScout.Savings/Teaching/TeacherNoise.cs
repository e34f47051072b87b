using System.IO.Hashing;
using LeadScout.Texts;

namespace LeadScout.Savings.Teaching;

/// <summary>
/// A teacher that contradicts itself: each ask, told apart by text and by how often that text was asked before, has its own chance of a
/// label drawn from the others. A pure function of the seed, so what would have been said to a text that nobody asked is known as well.
/// </summary>
/// <param name="Share">The chance, 0..1.</param>
/// <param name="Seed">The seed.</param>
internal sealed record TeacherNoise(double Share, ulong Seed)
{
    /// <summary>What is said when the text is asked for the n-th time, n from 0.</summary>
    public int Disturb(TextKey key, int ask, int label, int labels)
    {
        if (Chance(key, ask, 0) >= Share)
        {
            return label;
        }

        var other = (int)(Chance(key, ask, 1) * (labels - 1));
        return other < label ? other : other + 1;
    }

    private double Chance(TextKey key, int ask, int draw)
    {
        Span<byte> place = stackalloc byte[24];
        BitConverter.TryWriteBytes(place, key.Hash.Lower);
        BitConverter.TryWriteBytes(place[8..], key.Hash.Upper);
        BitConverter.TryWriteBytes(place[16..], ask);
        BitConverter.TryWriteBytes(place[20..], draw);
        return (XxHash3.HashToUInt64(place, (long)Seed) >> 11) * (1.0 / (1UL << 53));
    }
}
