namespace LeadScout.Files.JsonLines;

/// <summary>Records that are lines; memory grows to the longest one. Not thread-safe.</summary>
/// <param name="stream">At its beginning; disposed with this.</param>
internal sealed class ByteLines(Stream stream) : JsonPieces(stream)
{
    private int _begin; // of the current line
    private int _next;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Current => Read[_begin.._next];

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Between => [];

    /// <inheritdoc/>
    public override bool Next()
    {
        Line++;
        _begin = _next;
        for (var searched = _begin; ;)
        {
            if (Read[searched..].IndexOf((byte)'\n') is >= 0 and var at)
            {
                _next = searched + at + 1;
                return true;
            }

            searched = Read.Length;
            if (!More(_begin))
            {
                _next = searched;
                return _begin < _next;
            }

            (searched, _begin) = (searched - _begin, 0);
        }
    }
}
