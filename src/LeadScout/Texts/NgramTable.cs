using System.Numerics;
using System.Runtime.CompilerServices;

namespace LeadScout.Texts;

/// <summary>
/// N-grams and their numbers: open addressing, linear probing, at most a quarter full, so that the first place mostly decides; 16 bytes a
/// place. Safe for concurrent readers.
/// </summary>
internal sealed class NgramTable
{
    private const int Smallest = 256;
    private (ulong Code, int Id)[] _places;
    private int _shift;
    private int _count;

    /// <summary>Starts empty, with room for so many.</summary>
    public NgramTable(int room)
    {
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(Smallest, 4 * room));
        _places = new (ulong, int)[size];
        _shift = 64 - BitOperations.Log2((uint)size);
    }

    /// <summary>The n-gram's number, or <paramref name="unknown"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(Ngram ngram, int unknown)
    {
        ref readonly var place = ref _places[PlaceOf(ngram.Code)];
        return place.Code == 0 ? unknown : place.Id;
    }

    /// <summary>The n-gram's number; <paramref name="id"/> if it has none yet.</summary>
    public int GetOrAdd(Ngram ngram, int id)
    {
        int at = PlaceOf(ngram.Code);
        if (_places[at].Code != 0)
        {
            return _places[at].Id;
        }

        if (++_count * 4 > _places.Length)
        {
            Grow();
            at = PlaceOf(ngram.Code);
        }

        _places[at] = (ngram.Code, id);
        return id;
    }

    /// <summary>All n-grams, in no particular order.</summary>
    public IEnumerable<(Ngram Ngram, int Id)> All() =>
        _places.Where(place => place.Code != 0).Select(place => (new Ngram(place.Code), place.Id));

    /// <summary>
    /// Where an n-gram stands, or would stand. Multiplicative hashing after Knuth: the golden ratio spreads codes that differ in few bits.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int PlaceOf(ulong code)
    {
        var places = _places;
        int at = (int)((code * 0x9E3779B97F4A7C15) >> _shift);
        while (places[at].Code != code & places[at].Code != 0)
        {
            at = (at + 1) & (places.Length - 1);
        }

        return at;
    }

    private void Grow()
    {
        var before = _places;
        _places = new (ulong, int)[before.Length * 2];
        _shift--;
        foreach (var place in before)
        {
            if (place.Code != 0)
            {
                _places[PlaceOf(place.Code)] = place;
            }
        }
    }
}
