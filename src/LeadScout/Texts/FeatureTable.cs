using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace LeadScout.Texts;

/// <summary>
/// The features of a list of texts as TF-IDF rows of length 1. A feature counts when at least two texts of the list have
/// it: one that occurs once can teach nothing about another text. The inverse document frequency is over the whole list,
/// which a job knows in advance. Not thread safe while a text is added.
/// </summary>
public sealed class FeatureTable
{
    private const int FewestTexts = 2;
    private const float SoundWeight = 0.7f;
    private readonly FeatureReader _reader = new();
    private readonly Dictionary<string, int> _ids;
    private readonly string[] _names;
    private readonly FeatureKind[] _kinds;
    private readonly float[] _weights;
    private readonly SortedDictionary<int, int> _occurrences = [];
    private readonly List<float> _unknownWords = [];

    private FeatureTable(Dictionary<string, int> ids, string[] names, FeatureKind[] kinds, float[] weights) =>
        (_ids, _names, _kinds, _weights) = (ids, names, kinds, weights);

    /// <summary>Number of features.</summary>
    public int FeatureCount => _names.Length;

    /// <summary>Number of texts.</summary>
    public int TextCount => Rows.Count;

    /// <summary>One row a text: feature ids in rising order and their TF-IDF weights; squared weights sum to 1, or to 0 where no feature is known.</summary>
    public SparseRows Rows { get; } = new();

    /// <summary>The readable name of a feature, such as <c>word:vertrieb</c>.</summary>
    public string Name(int feature) => _names[feature];

    /// <summary>The kind of a feature.</summary>
    public FeatureKind Kind(int feature) => _kinds[feature];

    /// <summary>Share, 0 to 1, of a text's words that no other text of the list has; 1 for a text without words.</summary>
    public float UnknownWords(int text) => _unknownWords[text];

    /// <summary>Builds the table from normalised texts; texts of earlier answers outside the list may be appended to it by the caller.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="retired">Names of features that are left out; null for none.</param>
    public static FeatureTable Build(IReadOnlyList<string> texts, IReadOnlySet<string>? retired = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var all = new Dictionary<string, (int Id, int Texts, int Last, FeatureKind Kind)>(StringComparer.Ordinal);
        var lookup = all.GetAlternateLookup<ReadOnlySpan<char>>();
        var reader = new FeatureReader();
        for (int text = 0; text < texts.Count; text++)
        {
            int current = text;
            reader.Read(texts[text], (kind, name) =>
            {
                ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(lookup, name, out bool known);
                if (!known)
                {
                    entry = (all.Count - 1, 1, current, kind);
                }
                else if (entry.Last != current)
                {
                    entry = entry with { Texts = entry.Texts + 1, Last = current };
                }
            });
        }

        foreach (string name in retired ?? (IReadOnlySet<string>)ImmutableHashSet<string>.Empty)
        {
            all.Remove(name);
        }

        FeatureTable table = Keep(all, texts.Count);
        foreach (string text in texts)
        {
            table.Add(text);
        }

        return table;
    }

    /// <summary>Appends a text that was not in the list (a stream); features that the list does not know are ignored. Returns its index.</summary>
    public int Add(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _occurrences.Clear();
        int words = 0, unknown = 0;
        var lookup = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        _reader.Read(text, (kind, name) =>
        {
            bool known = lookup.TryGetValue(name, out int id);
            if (kind == FeatureKind.Word)
            {
                words++;
                unknown += known ? 0 : 1;
            }

            if (known)
            {
                CountOccurrence(id);
            }
        });
        _unknownWords.Add(words == 0 ? 1 : (float)unknown / words);
        return AddRow();
    }

    /// <summary>Takes back the text that was added last.</summary>
    public void RemoveLast()
    {
        Rows.RemoveLast();
        _unknownWords.RemoveAt(_unknownWords.Count - 1);
    }

    private void CountOccurrence(int id) => _occurrences[id] = _occurrences.GetValueOrDefault(id) + 1;

    private int AddRow()
    {
        int[] ids = new int[_occurrences.Count];
        float[] values = new float[ids.Length];
        int at = 0;
        double squares = 0;
        foreach ((int id, int count) in _occurrences)
        {
            ids[at] = id;
            values[at] = (float)(1 + Math.Log(count)) * _weights[id];
            squares += values[at] * values[at];
            at++;
        }

        float scale = squares > 0 ? (float)(1 / Math.Sqrt(squares)) : 0;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] *= scale;
        }

        return Rows.Add(ids, values);
    }

    private static FeatureTable Keep(Dictionary<string, (int Id, int Texts, int Last, FeatureKind Kind)> all, int texts)
    {
        var kept = all.Where(f => f.Value.Texts >= FewestTexts).OrderBy(f => f.Value.Id).ToArray();
        var ids = new Dictionary<string, int>(kept.Length, StringComparer.Ordinal);
        var kinds = new FeatureKind[kept.Length];
        var weights = new float[kept.Length];
        for (int id = 0; id < kept.Length; id++)
        {
            ids.Add(kept[id].Key, id);
            kinds[id] = kept[id].Value.Kind;
            double rarity = Math.Log((1.0 + texts) / (1 + kept[id].Value.Texts)) + 1;
            weights[id] = (float)rarity * (kinds[id] == FeatureKind.Sound ? SoundWeight : 1);
        }

        return new FeatureTable(ids, [.. kept.Select(f => f.Key)], kinds, weights);
    }
}
