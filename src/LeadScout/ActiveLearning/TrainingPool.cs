using LeadScout.Statistics;

namespace LeadScout.ActiveLearning;

/// <summary>
/// Which texts of a list the student studies (their features, neighbours and topics, and what is asked to learn from): all of a list of up
/// to <see cref="Most"/> texts. Of a longer one <see cref="MostOfALongerList"/>: one half those with the most rows, the other half drawn
/// evenly from the rest. A pure function of the list and the seed.
/// </summary>
internal sealed class TrainingPool
{
    /// <summary>The most texts that are studied; what learning takes, in time and memory, grows no further.</summary>
    public const int Most = 50_000;

    /// <summary>
    /// The texts studied of a longer list: few lists ask as many before the audits begin, and a text that is studied takes some 15 KB, one
    /// that is not some 500 bytes.
    /// </summary>
    public const int MostOfALongerList = 30_000;

    private readonly int[]? _texts; // by place; null for the whole list
    private readonly Dictionary<int, int> _placeOf = [];

    private TrainingPool(int count, int[]? texts)
    {
        (Count, _texts) = (count, texts);
        for (int place = 0; place < texts?.Length; place++)
        {
            _placeOf.Add(texts[place], place);
        }
    }

    /// <summary>Number of texts.</summary>
    public int Count { get; }

    /// <summary>Whether every text of the list is studied, each in the place of its index.</summary>
    public bool AreAll => _texts is null;

    /// <summary>Chooses.</summary>
    /// <param name="rows">By text: its rows; 0 for one that need not be decided, which a longer list does not study.</param>
    /// <param name="seed">Of the draw.</param>
    /// <param name="all">The most texts of which all are studied.</param>
    /// <param name="most">The most texts of a longer list.</param>
    public static TrainingPool Of(ReadOnlySpan<int> rows, ulong seed, int all = Most, int most = MostOfALongerList)
    {
        if (rows.Length <= all)
        {
            return new TrainingPool(rows.Length, null);
        }

        int[] open = Open(rows);
        if (open.Length > most)
        {
            long[] order = new long[open.Length];
            for (int i = 0; i < order.Length; i++)
            {
                order[i] = ((long)-rows[open[i]] << 32) + open[i]; // most rows first, then as in the list
            }

            Array.Sort(order, open);
            new SeededRandom(seed).Shuffle(open.AsSpan(most / 2));
            open = open[..most];
            Array.Sort(open);
        }

        return new TrainingPool(open.Length, open);
    }

    /// <summary>The text in a place.</summary>
    public int Text(int place) => _texts is null ? place : _texts[place];

    /// <summary>The place of a text, or -1 for one that is not studied.</summary>
    public int Place(int text) => _texts is null ? text : _placeOf.GetValueOrDefault(text, -1);

    private static int[] Open(ReadOnlySpan<int> rows)
    {
        var open = new List<int>();
        for (int text = 0; text < rows.Length; text++)
        {
            if (rows[text] > 0)
            {
                open.Add(text);
            }
        }

        return [.. open];
    }
}
