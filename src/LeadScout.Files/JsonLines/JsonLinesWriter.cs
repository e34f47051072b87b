using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LeadScout.Jobs;

namespace LeadScout.Files.JsonLines;

/// <summary>Writes every record as it stood in the input, and the added properties before its closing brace; one without a value is null.</summary>
internal sealed class JsonLinesWriter : ILeadWriter
{
    private readonly JsonLinesReader _reader;
    private readonly IReadOnlyList<AddedColumn> _added;
    private readonly byte[][] _names;
    private readonly Dictionary<string, byte[]> _quoted = new(StringComparer.Ordinal);
    private readonly TakenLeads<byte> _taken = new();
    private readonly TargetFile _target;
    private byte[] _end = [];

    /// <param name="reader">Not read from yet, or nothing but its first leads.</param>
    /// <param name="added">The added columns.</param>
    /// <param name="target">Where it goes; disposed with the writer.</param>
    public JsonLinesWriter(JsonLinesReader reader, IReadOnlyList<AddedColumn> added, TargetFile target)
    {
        (_reader, _added) = (reader, added);
        _names = [.. added.Select(column => (byte[])[.. Quoted(column.Name), (byte)':'])];
        _target = target;
    }

    /// <inheritdoc/>
    public void Take() => _taken.Take(_reader.BlankLines, _reader.Inside, _reader.Closing);

    /// <inheritdoc/>
    public void TakeEnd() => _end = _reader.BlankLines.ToArray();

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<string> added)
    {
        _taken.Next();
        var stream = _target.Stream;
        stream.Write(_taken.Before);
        stream.Write(_taken.First);
        var isEmpty = _taken.First.TrimEnd(" \t\r\n"u8)[^1] == (byte)'{'; // nothing else ends so
        for (var i = 0; i < added.Length; i++)
        {
            if (i > 0 || !isEmpty)
            {
                stream.WriteByte((byte)',');
            }

            stream.Write(_names[i]);
            WriteValue(added[i], _added[i].IsNumber);
        }

        stream.Write(_taken.Rest);
    }

    /// <inheritdoc/>
    public void Complete()
    {
        _target.Stream.Write(_end);
        _target.Complete();
    }

    /// <inheritdoc/>
    public void Dispose() => _target.Dispose();

    private void WriteValue(string value, bool isNumber)
    {
        if (value.Length == 0)
        {
            _target.Stream.Write("null"u8);
            return;
        }

        if (isNumber)
        {
            _target.Stream.Write(Encoding.ASCII.GetBytes(value));
            return;
        }

        // Labels and sources are few.
        if (!_quoted.TryGetValue(value, out var quoted))
        {
            _quoted.Add(value, quoted = Quoted(value));
        }

        _target.Stream.Write(quoted);
    }

    private static byte[] Quoted(string value) =>
        [(byte)'"', .. JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, (byte)'"'];
}
