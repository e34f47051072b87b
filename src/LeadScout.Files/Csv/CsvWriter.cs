using System.Text;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;

namespace LeadScout.Files.Csv;

/// <summary>
/// Writes every record as it stood in the input, and the added columns before its line end, in the input's encoding and dialect.
/// </summary>
internal sealed class CsvWriter : ILeadWriter
{
    private readonly CsvReader _reader;
    private readonly TargetFile _target;
    private readonly TakenLeads<char> _taken = new();
    private readonly TextBlocks _text;
    private readonly CsvFields _fields;
    private string _end = "";

    /// <param name="reader">Not read from yet, or nothing but its first leads.</param>
    /// <param name="added">The added columns.</param>
    /// <param name="target">Where it goes; disposed with the writer.</param>
    public CsvWriter(CsvReader reader, IReadOnlyList<AddedColumn> added, TargetFile target)
    {
        _reader = reader;
        _fields = new CsvFields(reader.Dialect);
        _target = target;
        try
        {
            _target.Stream.Write(reader.Encoding.Encoding.GetPreamble().AsSpan(0, reader.Encoding.PreambleLength));
            _text = new TextBlocks(_target.Stream, reader.Encoding.Unmarked);
            _text.Write(reader.Preamble);
            var body = CsvRecord.Body(reader.HeaderRecord);
            WriteRecord(body, reader.HeaderRecord.AsSpan(body.Length), [.. added.Select(column => column.Name)]);
        }
        catch
        {
            _text?.Dispose();
            _target.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Take()
    {
        var record = _reader.Record;
        var body = CsvRecord.Body(record);
        _taken.Take(_reader.BlankLines, body, record[body.Length..]);
    }

    /// <inheritdoc/>
    public void TakeEnd() => _end = _reader.BlankLines.ToString();

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<string> added)
    {
        _taken.Next();
        _text.Write(_taken.Before);
        WriteRecord(_taken.First, _taken.Rest, added);
    }

    /// <inheritdoc/>
    public void Complete()
    {
        try
        {
            _text.Write(_end);
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

    private void WriteRecord(ReadOnlySpan<char> body, ReadOnlySpan<char> lineEnd, ReadOnlySpan<string> added)
    {
        try
        {
            _text.Write(body);
            foreach (var value in added)
            {
                _text.Write(_reader.Dialect.Delimiter);
                _text.Write(_fields.Of(value));
            }

            _text.Write(lineEnd);
        }
        catch (EncoderFallbackException e)
        {
            throw Unwritable(e);
        }
    }
}
