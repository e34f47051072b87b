namespace LeadScout.Files.JsonLines;

/// <summary>Records that are the objects of one JSON array; memory grows to the longest one. Not thread-safe.</summary>
/// <param name="stream">At its beginning; disposed with this.</param>
internal sealed class JsonArray(Stream stream) : JsonPieces(stream)
{
    private const string Wanted = "An array of leads is written [{...}, {...}]";

    private int _between;
    private int _begin;
    private int _next;
    private bool _hasBegun;
    private bool _hasEnded;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Current => Read[_begin.._next];

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Between => Read[_between.._begin];

    /// <inheritdoc/>
    public override bool Next()
    {
        Line += _hasBegun ? Current.Count((byte)'\n') : 1;
        (_between, _begin) = (_next, _next);
        var found = !_hasEnded && ToObject();
        Line += Between.Count((byte)'\n');
        if (found)
        {
            ToItsEnd();
        }

        return found;
    }

    /// <summary>Passes over what may stand before an object; false behind the array, at the end of the file.</summary>
    private bool ToObject()
    {
        var mayFollow = _hasBegun; // a comma, an object or the end
        var needsComma = _hasBegun;
        while (_begin < Read.Length || Fill())
        {
            switch (Read[_begin])
            {
                case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0xEF or 0xBB or 0xBF:
                    break;
                case (byte)'[' when !mayFollow:
                    (mayFollow, _hasBegun) = (true, true);
                    break;
                case (byte)',' when needsComma && !_hasEnded:
                    needsComma = false;
                    break;
                case (byte)']' when mayFollow && !_hasEnded:
                    _hasEnded = true;
                    break;
                case (byte)'{' when mayFollow && !needsComma && !_hasEnded:
                    _next = _begin;
                    return true;
                default:
                    throw new InvalidDataException($"is not where an object begins: '{(char)Read[_begin]}' stands there. {Wanted}");
            }

            _begin++;
        }

        _next = _begin;
        return _hasEnded ? false : throw new InvalidDataException($"never comes: the array is cut off. {Wanted}");
    }

    private void ToItsEnd()
    {
        var (depth, quoted, escaped) = (0, false, false);
        while (_next < Read.Length || Fill())
        {
            var c = Read[_next++];
            if (quoted)
            {
                quoted = escaped || c != (byte)'"';
                escaped = !escaped && c == (byte)'\\';
                continue;
            }

            quoted = c == (byte)'"';
            depth += c is (byte)'{' or (byte)'[' ? 1 : c is (byte)'}' or (byte)']' ? -1 : 0;
            if (depth == 0)
            {
                return;
            }
        }

        throw new InvalidDataException($"is cut off. {Wanted}");
    }

    private bool Fill()
    {
        var moved = _between;
        while (More(_between))
        {
            (_between, _begin, _next) = (0, _begin - moved, _next - moved);
            moved = 0;
            if (Math.Max(_begin, _next) < Read.Length)
            {
                return true;
            }
        }

        return false;
    }
}
