using System.Text.Json;

namespace LeadScout.Files.JsonLines;

/// <summary>Where the values of one JSON object lie in its line. Reused for every line; not thread-safe.</summary>
/// <param name="columns">The names whose values are kept in sight, as UTF-8.</param>
internal sealed class JsonRecord(IReadOnlyList<byte[]> columns)
{
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 256 };

    private readonly Range?[] _values = new Range?[columns.Count];
    private readonly bool[] _areTwice = new bool[columns.Count];
    private char[] _text = new char[256];

    /// <summary>Offset of the closing brace.</summary>
    public int End { get; private set; }

    /// <summary>
    /// The names of an object's properties, in order; one that is no text (half of a surrogate pair) can't be asked about and is left out.
    /// </summary>
    /// <exception cref="JsonException">As in <see cref="Read"/>.</exception>
    public static IEnumerable<string> NamesOf(ReadOnlySpan<byte> line)
    {
        var names = new List<string>();
        var json = new Utf8JsonReader(line, Strict);
        Begin(ref json);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (NameOf(ref json) is { } name)
            {
                names.Add(name);
            }

            json.Skip();
        }

        return names;
    }

    /// <summary>Whether a column stands in the line twice, so that its value can't be told.</summary>
    public bool IsTwice(int column) => _areTwice[column];

    /// <summary>Reads a line.</summary>
    /// <exception cref="JsonException">It is not one JSON object and nothing else.</exception>
    public void Read(ReadOnlySpan<byte> line)
    {
        Array.Clear(_values);
        Array.Clear(_areTwice);
        var json = new Utf8JsonReader(line, Strict);
        Begin(ref json);
        for (var expected = 0; json.Read() && json.TokenType == JsonTokenType.PropertyName;)
        {
            var column = ColumnOf(ref json, expected);
            json.Read();
            var begin = (int)json.TokenStartIndex;
            json.Skip();
            if (column < 0)
            {
                continue;
            }

            _areTwice[column] |= _values[column] is not null;
            _values[column] = begin..(int)json.BytesConsumed;
            expected = column + 1;
        }

        End = (int)json.TokenStartIndex;
        if (json.Read())
        {
            throw new JsonException("more follows after the object");
        }
    }

    /// <summary>
    /// The value of a column as text: a string without its quotes, "" for null or none, anything else as it stands. Valid until the next
    /// call.
    /// </summary>
    /// <exception cref="InvalidOperationException">A string that is no text: half of a surrogate pair.</exception>
    public ReadOnlySpan<char> Value(int column, ReadOnlySpan<byte> line)
    {
        if (_values[column] is not { } range)
        {
            return "";
        }

        var value = line[range];
        if (value.SequenceEqual("null"u8))
        {
            return "";
        }

        if (_text.Length < value.Length)
        {
            _text = new char[2 * value.Length];
        }

        if (value[0] != (byte)'"')
        {
            return _text.AsSpan(0, System.Text.Encoding.UTF8.GetChars(value, _text));
        }

        var json = new Utf8JsonReader(value);
        json.Read();
        return _text.AsSpan(0, json.CopyString(_text));
    }

    private static void Begin(ref Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("it is not a JSON object");
        }
    }

    private static string? NameOf(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Records mostly have the same columns in the same order, so the one after the last is tried first.</summary>
    private int ColumnOf(ref Utf8JsonReader json, int expected)
    {
        if (json.ValueIsEscaped && NameOf(ref json) is null)
        {
            return -1;
        }

        for (var i = 0; i < columns.Count; i++)
        {
            var column = (expected + i) % columns.Count;
            if (json.ValueTextEquals(columns[column]))
            {
                return column;
            }
        }

        return -1;
    }
}
