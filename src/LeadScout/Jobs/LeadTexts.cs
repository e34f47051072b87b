using LeadScout.Texts;

namespace LeadScout.Jobs;

/// <summary>The distinct texts of a list, in the order in which they first appear. Memory grows with them, never with rows. Not thread-safe.</summary>
/// <param name="keys">How texts become keys.</param>
public sealed class LeadTexts(TextKeys keys)
{
    private readonly Dictionary<TextKey, int> _indexOf = [];
    private readonly List<TextKey> _keys = [];
    private readonly List<string> _texts = [];
    private readonly List<long> _rows = [];

    /// <summary>Distinct texts, the blank one not counted.</summary>
    public int Count => _texts.Count;

    /// <summary>Leads seen, blank ones included.</summary>
    public long RowCount { get; private set; }

    /// <summary>Leads whose text is blank.</summary>
    public long BlankRows { get; private set; }

    /// <summary>Counts one more lead.</summary>
    /// <param name="text">The lead's text as it stands.</param>
    /// <returns>The text's index, or -1 for a blank one.</returns>
    public int Add(string text)
    {
        RowCount++;
        var normalised = TextNormaliser.Normalise(text);
        if (normalised.Length == 0)
        {
            BlankRows++;
            return -1;
        }

        var key = keys.OfNormalised(normalised);
        if (_indexOf.TryGetValue(key, out var index))
        {
            _rows[index]++;
            return index;
        }

        _indexOf.Add(key, _texts.Count);
        _keys.Add(key);
        _texts.Add(text);
        _rows.Add(1);
        return _texts.Count - 1;
    }

    /// <summary>The index of a text counted before: -1 for a blank one, -2 for one never seen.</summary>
    public int IndexOf(string text)
    {
        var normalised = TextNormaliser.Normalise(text);
        return normalised.Length == 0 ? -1 : _indexOf.GetValueOrDefault(keys.OfNormalised(normalised), -2);
    }

    /// <summary>The text's key.</summary>
    public TextKey Key(int index) => _keys[index];

    /// <summary>The text as it first stood in the list.</summary>
    public string Text(int index) => _texts[index];

    /// <summary>Leads with this text; at least 1.</summary>
    public long Rows(int index) => _rows[index];
}
