using System.Buffers;
using System.Text;
using System.Text.Unicode;
using LeadScout.Messages;

namespace LeadScout.Files.Csv;

/// <summary>
/// The characters of a file, decoded strictly: text that could not be written back byte for byte is a <see cref="CsvTextFault"/>, thrown
/// only after everything before it was handed out, so that the row can be told. Not thread-safe.
/// </summary>
internal sealed class CsvText : TextReader
{
    /// <summary>Characters in <see cref="Head"/> at most.</summary>
    public const int ChunkSize = 64 * 1024;

    private readonly Stream _stream;
    private readonly CsvEncoding _encoding;
    private readonly Decoder? _decoder; // null for UTF-8, which has a faster way that also knows the offset
    private readonly byte[] _bytes = new byte[ChunkSize];
    private readonly char[] _chars;
    private byte[] _written = [];
    private int _byteCount;
    private int _next;
    private int _end;
    private long _offset;
    private bool _atEnd;
    private bool _isBeyondAscii;
    private bool _headTaken;
    private CsvTextFault? _fault;

    /// <param name="stream">At its beginning, and not to be sought in; disposed with this.</param>
    /// <param name="encoding">The stream's.</param>
    public CsvText(Stream stream, CsvEncoding encoding)
    {
        _stream = stream;
        _encoding = encoding;
        _decoder = encoding.Encoding is UTF8Encoding ? null : encoding.Encoding.GetDecoder();
        _chars = new char[encoding.Encoding.GetMaxCharCount(ChunkSize)];
        _offset = encoding.PreambleLength;
        _stream.ReadExactly(_bytes, 0, encoding.PreambleLength);
        Fill();
    }

    /// <summary>The beginning of the text, without taking it. The first read hands out just this.</summary>
    public ReadOnlySpan<char> Head => _chars.AsSpan(0, _end);

    /// <summary>Whether <see cref="Head"/> is the whole text.</summary>
    public bool HeadIsAll => _atEnd && _fault is null;

    /// <summary>Takes the first characters away, before anything is read.</summary>
    /// <param name="count">At most the length of <see cref="Head"/>.</param>
    public void Skip(int count) => _next = count;

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    /// <remarks>Fills the buffer as far as the file goes: the CSV reader looks again at a whole long field after every read that gave
    /// less.</remarks>
    public override int Read(Span<char> buffer)
    {
        var copied = 0;
        if (!_headTaken)
        {
            _headTaken = true;
            copied = Take(buffer);
        }
        else
        {
            while (copied < buffer.Length && (_next < _end || Fill()))
            {
                copied += Take(buffer[copied..]);
            }
        }

        return copied > 0 || buffer.IsEmpty || _fault is null ? copied : throw _fault;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stream.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Take(Span<char> buffer)
    {
        var some = Math.Min(buffer.Length, _end - _next);
        _chars.AsSpan(_next, some).CopyTo(buffer);
        _next += some;
        return some;
    }

    /// <summary>Decodes the next chunk; false at the end or before a fault.</summary>
    private bool Fill()
    {
        _next = _end = 0;
        while (_end == 0 && !_atEnd && _fault is null)
        {
            var known = _byteCount;
            _byteCount += _stream.ReadAtLeast(_bytes.AsSpan(known), _bytes.Length - known, throwOnEndOfStream: false);
            _atEnd = _byteCount < _bytes.Length;
            var used = _decoder is null ? DecodeUtf8() : Decode(_decoder, known);
            FindNul();
            _offset += used;
            _bytes.AsSpan(used, _byteCount - used).CopyTo(_bytes);
            _byteCount -= used;
        }

        return _end > 0;
    }

    private int DecodeUtf8()
    {
        var status = Utf8.ToUtf16(
            _bytes.AsSpan(0, _byteCount), _chars, out var used, out _end, replaceInvalidSequences: false, isFinalBlock: _atEnd);
        _isBeyondAscii = _isBeyondAscii || !Ascii.IsValid(_chars.AsSpan(0, _end));
        if (status == OperationStatus.InvalidData)
        {
            _fault = _isBeyondAscii ? new CsvTextFault(
                _offset + used,
                $"is not valid UTF-8 (0x{_bytes[used]:X2}), and characters before it are",
                "Two encodings are mixed, as when files are put together. Save each part as UTF-8, or all of it from where it comes.") : new CsvTextFault(
                _offset + used,
                $"is not valid UTF-8 (0x{_bytes[used]:X2})",
                $"Say what the file is written in, for instance {Setting.Encoding.To("windows-1252")}, or save it as UTF-8.");
        }

        return used;
    }

    /// <summary>
    /// Decodes the bytes from <paramref name="known"/> on (the decoder had the others), and writes them back to see that nothing changed.
    /// </summary>
    private int Decode(Decoder decoder, int known)
    {
        _end = decoder.GetChars(_bytes.AsSpan(known, _byteCount - known), _chars, flush: _atEnd);
        if (_chars.AsSpan(0, _end).IndexOf(CsvEncoding.Undecodable) is >= 0 and var bad)
        {
            _end = bad;
            _fault = new CsvTextFault(
                _offset + _encoding.Encoding.GetByteCount(_chars, 0, bad),
                $"is not valid {_encoding.Encoding.WebName}",
                $"Say what the file is written in with {Setting.Encoding}, or save it as UTF-8.");
            return 0;
        }

        Array.Resize(ref _written, _encoding.Encoding.GetMaxByteCount(_end));
        var written = _encoding.Encoding.GetBytes(_chars, 0, _end, _written, 0);
        var same = _bytes.AsSpan(0, _byteCount).CommonPrefixLength(_written.AsSpan(0, written));
        if (same < written)
        {
            _end = _encoding.Encoding.GetCharCount(_bytes, 0, same);
            _fault = new CsvTextFault(
                _offset + same,
                $"is written in a way that {_encoding.Encoding.WebName} would not write it, so the column could not pass through unchanged",
                $"Check {Setting.Encoding}, or save the file as UTF-8.");
        }

        return same;
    }

    private void FindNul()
    {
        if (_chars.AsSpan(0, _end).IndexOf('\0') is >= 0 and var nul)
        {
            _end = nul;
            _fault = new CsvTextFault(
                _offset + _encoding.Encoding.GetByteCount(_chars, 0, nul),
                "is a NUL character, which no text has",
                $"Is this a text file? If it is UTF-16 without a byte order mark, say {Setting.Encoding.To("utf-16")} (or utf-16BE).");
        }
    }
}
