using System.Buffers;
using System.Text;
using LeadScout.Jobs;

namespace LeadScout.Files.Csv;

/// <summary>Writes every record as it stood in the input, and the added columns before its line end, in the input's encoding and dialect.</summary>
internal sealed class CsvWriter : ILeadWriter
{
    private readonly CsvReader _reader;
    private readonly TargetFile _target;
    private readonly TextBlocks _text;
    private readonly SearchValues<char> _needsQuotes;

    /// <param name="reader">Not read from yet, or nothing but its first leads.</param>
    /// <param name="added">The added columns.</param>
    /// <param name="target">The final path.</param>
    public CsvWriter(CsvReader reader, IReadOnlyList<AddedColumn> added, string target)
    {
        _reader = reader;
        _needsQuotes = SearchValues.Create($"{reader.Delimiter}\"\r\n");
        _target = new TargetFile(target);
        try
        {
            _target.Stream.Write(reader.Encoding.Encoding.GetPreamble().AsSpan(0, reader.Encoding.PreambleLength));
            _text = new TextBlocks(_target.Stream, reader.Encoding.Unmarked);
            WriteRecord(reader.HeaderRecord, [.. added.Select(column => column.Name)]);
        }
        catch
        {
            _text?.Dispose();
            _target.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<string> added)
    {
        WriteBlankLines();
        WriteRecord(_reader.Record, added);
    }

    /// <inheritdoc/>
    public void Complete()
    {
        if (_reader.AtEnd)
        {
            WriteBlankLines();
        }

        try
        {
            _text.Complete();
        }
        catch (EncoderFallbackException e)
        {
            throw Unwritable(e);
        }

        _target.Complete();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _text.Dispose();
        _target.Dispose();
    }

    private BadInputException Unwritable(EncoderFallbackException cause) =>
        CsvEncoding.Lacks(_reader.Encoding.Encoding, "An added value", cause);

    private void WriteBlankLines()
    {
        foreach (var chunk in _reader.BlankLines.GetChunks())
        {
            _text.Write(chunk.Span);
        }
    }

    private void WriteRecord(ReadOnlySpan<char> record, ReadOnlySpan<string> added)
    {
        var body = CsvRecord.Body(record);
        try
        {
            _text.Write(body);
            foreach (var value in added)
            {
                _text.Write(_reader.Delimiter);
                WriteField(value);
            }

            _text.Write(record[body.Length..]);
        }
        catch (EncoderFallbackException e)
        {
            throw Unwritable(e);
        }
    }

    private void WriteField(string value)
    {
        if (!value.AsSpan().ContainsAny(_needsQuotes))
        {
            _text.Write(value);
            return;
        }

        _text.Write('"');
        _text.Write(value.Replace("\"", "\"\"", StringComparison.Ordinal));
        _text.Write('"');
    }
}
