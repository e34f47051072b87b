using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LeadScout.Files.Trails;
using LeadScout.Jobs.Lists;

namespace LeadScout.Files.JsonLines;

/// <summary>Added values as properties at the end of a JSON object; one without a value is null.</summary>
internal sealed class JsonCells : IAddedCells
{
    private readonly IReadOnlyList<AddedColumn> _added;
    private readonly byte[][] _names;
    private readonly Dictionary<string, byte[]> _quoted = new(StringComparer.Ordinal);

    /// <param name="added">The added columns.</param>
    public JsonCells(IReadOnlyList<AddedColumn> added) =>
        (_added, _names) = (added, [.. added.Select(column => (byte[])[.. Quoted(column.Name), (byte)':'])]);

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> target, ReadOnlySpan<byte> first, ReadOnlySpan<string> added)
    {
        var isEmpty = first.TrimEnd(" \t\r\n"u8)[^1] == (byte)'{'; // nothing else ends so
        for (var i = 0; i < added.Length; i++)
        {
            if (i > 0 || !isEmpty)
            {
                target.Write(","u8);
            }

            target.Write(_names[i]);
            WriteValue(target, added[i], _added[i].IsNumber);
        }
    }

    private void WriteValue(IBufferWriter<byte> target, string value, bool isNumber)
    {
        if (value.Length == 0)
        {
            target.Write("null"u8);
            return;
        }

        if (isNumber)
        {
            Encoding.ASCII.GetBytes(value, target);
            return;
        }

        // Labels and sources are few.
        if (!_quoted.TryGetValue(value, out var quoted))
        {
            _quoted.Add(value, quoted = Quoted(value));
        }

        target.Write(quoted);
    }

    private static byte[] Quoted(string value) =>
        [(byte)'"', .. JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, (byte)'"'];
}
