using System.Text;
using LeadScout.Texts;

namespace LeadScout.Jobs.Lists;

/// <summary>
/// The distinct texts of a list, in the order in which they first appear. Memory grows with them, never with rows. Not thread-safe.
/// </summary>
/// <param name="keys">How texts become keys.</param>
internal sealed class LeadTexts(TextKeys keys)
{
    private const int Blank = -1;
    private const int Unknown = -2;

    private readonly Dictionary<TextKey, int> _indexOf = [];
    private readonly Dictionary<Hash128, int> _spellings = []; // by hash as it stands: what takes long to normalise or to key is looked up without, the second time
    private readonly List<TextKey> _keys = [];
    private readonly List<string> _texts = [];
    private readonly List<long> _rows = [];
    private readonly long[] _flawed = new long[Enum.GetValues<TextFlaw>().Length];

    /// <summary>Distinct texts, the blank one not counted.</summary>
    public int Count => _texts.Count;

    /// <summary>Leads seen, blank ones included.</summary>
    public long RowCount { get; private set; }

    /// <summary>Leads whose text is blank.</summary>
    public long BlankRows { get; private set; }

    /// <summary>Leads without a text to ask about: the blank ones, and those whose flaw left none.</summary>
    public long TextlessRows => BlankRows + _flawed.Sum() - RowsWith(TextFlaw.Cut);

    /// <summary>Leads whose text holds an e-mail address.</summary>
    public long RowsWithMailAddress { get; private set; }

    /// <summary>Leads whose text has a flaw.</summary>
    public long RowsWith(TextFlaw flaw) => _flawed[(int)flaw];

    /// <summary>Counts one more lead.</summary>
    /// <param name="text">The lead's text as it stands.</param>
    /// <param name="flaw">What is wrong with it.</param>
    /// <returns>The text's index, or -1 for a blank one and for one that its flaw leaves undecided.</returns>
    public int Add(ReadOnlySpan<char> text, TextFlaw flaw = TextFlaw.None)
    {
        RowCount++;
        if (flaw != TextFlaw.None)
        {
            _flawed[(int)flaw]++;
            if (flaw != TextFlaw.Cut)
            {
                return Blank;
            }
        }

        var index = Find(text, out var key);
        if (index == Blank)
        {
            BlankRows++;
            return Blank;
        }

        if (index == Unknown)
        {
            index = _texts.Count;
            _indexOf.Add(key, index);
            _keys.Add(key);
            _texts.Add(text.ToString());
            _rows.Add(0);
        }

        _rows[index]++;
        RowsWithMailAddress += MailAddress.IsIn(text) ? 1 : 0;
        return index;
    }

    /// <summary>The index of a text counted before: -1 for a blank one, -2 for one never seen.</summary>
    public int IndexOf(ReadOnlySpan<char> text) => Find(text, out _);

    /// <summary>The index of the text with this key, which must be one of the list's.</summary>
    /// <exception cref="KeyNotFoundException">No text has it.</exception>
    public TextIndex IndexOf(TextKey key) => new(_indexOf[key]);

    /// <summary>The text's key.</summary>
    public TextKey Key(int index) => _keys[index];

    /// <summary>The text as it first stood in the list.</summary>
    public string Text(int index) => _texts[index];

    /// <summary>Leads with this text; at least 1.</summary>
    public long Rows(int index) => _rows[index];

    /// <param name="text">As it stands.</param>
    /// <param name="key">Of an unknown text its key, else of no meaning.</param>
    private int Find(ReadOnlySpan<char> text, out TextKey key)
    {
        if (Ascii.IsValid(text) && keys.Fingerprint is null)
        {
            return FindNormalised(text, out key);
        }

        key = default;
        var spelling = Hash128.Of(text);
        if (_spellings.TryGetValue(spelling, out var known))
        {
            return known;
        }

        var index = FindNormalised(text, out key);
        if (index >= 0)
        {
            _spellings.Add(spelling, index);
        }

        return index;
    }

    private int FindNormalised(ReadOnlySpan<char> text, out TextKey key)
    {
        Span<char> buffer = text.Length <= TextNormaliser.OnStack ? stackalloc char[TextNormaliser.OnStack] : new char[text.Length];
        var normalised = TextNormaliser.Normalise(text, buffer);
        key = keys.OfNormalised(normalised);
        return normalised.Length == 0 ? Blank : _indexOf.GetValueOrDefault(key, Unknown);
    }
}
