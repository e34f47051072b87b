using System.Runtime.InteropServices;

namespace LeadScout.Texts;

/// <summary>
/// Numbers for features, in the order in which they were first met: names by kind, n-grams by their code alone, so that most features need
/// no string. Safe for concurrent readers.
/// </summary>
internal sealed class FeatureIds
{
    private readonly Dictionary<string, int>[] _names =
        [.. Enumerable.Range(0, FeatureKindNames.Count).Select(_ => new Dictionary<string, int>(StringComparer.Ordinal))];
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>>[] _lookups;
    private readonly NgramTable _ngrams;

    /// <summary>Starts empty, with room for so many n-grams.</summary>
    public FeatureIds(int ngrams = 0)
    {
        _lookups = [.. _names.Select(names => names.GetAlternateLookup<ReadOnlySpan<char>>())];
        _ngrams = new NgramTable(ngrams);
    }

    /// <summary>Number of features.</summary>
    public int Count { get; private set; }

    /// <summary>The feature's number, or <paramref name="unknown"/>.</summary>
    public int Find(FeatureKind kind, ReadOnlySpan<char> name, int unknown) =>
        _lookups[(int)kind].TryGetValue(name, out int id) ? id : unknown;

    /// <summary>The n-gram's number, or <paramref name="unknown"/>.</summary>
    public int Find(Ngram ngram, int unknown) => _ngrams.Find(ngram, unknown);

    /// <summary>The feature's number, a new one if need be.</summary>
    public int Get(FeatureKind kind, ReadOnlySpan<char> name)
    {
        ref int id = ref CollectionsMarshal.GetValueRefOrAddDefault(_lookups[(int)kind], name, out bool known);
        return known ? id : id = Count++;
    }

    /// <summary>The n-gram's number, a new one if need be.</summary>
    public int Get(Ngram ngram)
    {
        int id = _ngrams.GetOrAdd(ngram, Count);
        Count += id == Count ? 1 : 0;
        return id;
    }

    /// <summary>All features with their kind and bare name, in no particular order.</summary>
    public IEnumerable<(int Id, FeatureKind Kind, string? Name, Ngram Ngram)> All()
    {
        for (int kind = 0; kind < FeatureKindNames.Count; kind++)
        {
            foreach (var (name, id) in _names[kind])
            {
                yield return (id, (FeatureKind)kind, name, default);
            }
        }

        foreach (var (ngram, id) in _ngrams.All())
        {
            yield return (id, FeatureKind.Ngram, null, ngram);
        }
    }
}
