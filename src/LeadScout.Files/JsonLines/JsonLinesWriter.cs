using System.Buffers;
using LeadScout.Files.Trails;
using LeadScout.Jobs.Lists;

namespace LeadScout.Files.JsonLines;

/// <summary>
/// Writes every record as it stood in the input, and the added properties before its closing brace; one without a value is null.
/// </summary>
internal sealed class JsonLinesWriter : ILeadWriter
{
    private readonly JsonLinesReader _reader;
    private readonly IAddedCells _cells;
    private readonly ArrayBufferWriter<byte> _values = new();
    private readonly TakenLeads<byte> _taken = new();
    private readonly TargetFile _target;
    private byte[] _end = [];

    /// <param name="reader">Not read from yet, or nothing but its first leads.</param>
    /// <param name="added">The added columns.</param>
    /// <param name="target">Where it goes; disposed with the writer.</param>
    public JsonLinesWriter(JsonLinesReader reader, IReadOnlyList<AddedColumn> added, TargetFile target)
    {
        (_reader, _cells, _target) = (reader, reader.CellsOf(added), target);
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
        _values.ResetWrittenCount();
        _cells.Write(_values, _taken.First, added);
        stream.Write(_values.WrittenSpan);
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
}
