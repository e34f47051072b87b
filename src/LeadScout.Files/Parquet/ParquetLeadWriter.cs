using System.Collections.Concurrent;
using System.Globalization;
using LeadScout.Jobs.Lists;
using Parquet;
using Parquet.Schema;

namespace LeadScout.Files.Parquet;

/// <summary>
/// Copies the input's data as it stands, appends the added columns row group by row group behind it, and writes a footer that knows both:
/// every column keeps its type, encoding, compression, statistics. Where only the first leads are written, their last row group stays
/// whole, with nothing added to the others.
/// </summary>
internal sealed class ParquetLeadWriter : ILeadWriter
{
    private readonly ParquetLeadReader _reader;
    private readonly ParquetSchema _schema;
    private readonly IReadOnlyList<AddedColumn> _columns;
    private readonly List<string>[] _values; // by added column, of the current row group
    private readonly TargetFile _target;
    private readonly ParquetFooter _footer;
    private readonly ConcurrentQueue<int> _taken = new(); // row groups
    private int _group; // whose values they are
    private volatile bool _isWhole;

    /// <param name="reader">Not read from yet, or nothing but its first leads.</param>
    /// <param name="added">The added columns.</param>
    /// <param name="target">Where it goes; disposed with the writer.</param>
    public ParquetLeadWriter(ParquetLeadReader reader, IReadOnlyList<AddedColumn> added, TargetFile target)
    {
        (_reader, _columns) = (reader, added);
        _schema = new ParquetSchema(
            added.Select(column => column.IsNumber ? (Field)new DataField<double?>(column.Name) : new DataField<string>(column.Name)));
        _values = [.. added.Select(_ => new List<string>())];
        _target = target;
        try
        {
            using var input = ParquetLeadReader.OpenFile(reader.Path);
            _footer = ParquetFooter.Read(input, reader.Path);
            CopyData(input, _footer.Begin);
        }
        catch
        {
            _target.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Take() => _taken.Enqueue(_reader.Group);

    /// <inheritdoc/>
    public void TakeEnd() => _isWhole = true; // what stands behind the last lead are row groups without rows

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<string> added)
    {
        if (!_taken.TryDequeue(out var group))
        {
            throw new InvalidOperationException("A lead is taken before it is written.");
        }

        EndGroups(group);

        for (var i = 0; i < added.Length; i++)
        {
            _values[i].Add(added[i]);
        }
    }

    /// <inheritdoc/>
    public void Complete()
    {
        Array.ForEach(_values, values => values.AddRange(Enumerable.Repeat("", (int)_footer.RowsOf(_group) - values.Count)));
        _footer.KeepRowGroups(_isWhole ? _footer.RowGroupCount : _group + 1);
        EndGroups(_footer.RowGroupCount);
        _footer.Write(_target.Stream);
        _target.Complete();
    }

    /// <inheritdoc/>
    public void Dispose() => _target.Dispose();

    private void EndGroups(int before)
    {
        for (; _group < before; _group++)
        {
            EndGroup();
        }
    }

    private void CopyData(FileStream input, long length)
    {
        input.Position = 0;
        var buffer = new byte[1024 * 1024];
        while (input.Position < length)
        {
            var some = (int)Math.Min(buffer.Length, length - input.Position);
            input.ReadExactly(buffer, 0, some);
            _target.Stream.Write(buffer, 0, some);
        }
    }

    /// <summary>
    /// Puts the row group's values behind the data. The library writes them as a small file, whose data is taken over without its ends.
    /// </summary>
    private void EndGroup()
    {
        using var small = new MemoryStream();
        WriteAsync(small).GetAwaiter().GetResult(); // in memory, so nothing is waited for
        var added = ParquetFooter.Read(small, "added columns");
        if (_group == 0)
        {
            _footer.AddColumns(added, _columns);
        }

        _footer.AddToRowGroup(_group, added, _target.Stream.Position);
        _target.Stream.Write(small.GetBuffer(), 0, (int)added.Begin);
        Array.ForEach(_values, values => values.Clear());
    }

    private async Task WriteAsync(Stream stream)
    {
        var writer = await ParquetWriter.CreateAsync(_schema, stream).ConfigureAwait(false);
        await using var closing = writer.ConfigureAwait(false);
        using var group = writer.CreateRowGroup();
        for (var i = 0; i < _values.Length; i++)
        {
            var field = _schema.DataFields[i];
            if (_columns[i].IsNumber)
            {
                await group.WriteAsync<double>(field, _values[i].ConvertAll(NumberOf).ToArray().AsMemory()).ConfigureAwait(false);
            }
            else
            {
                await group.WriteAsync(field, _values[i].ConvertAll(value => value.Length == 0 ? null : value)!).ConfigureAwait(false);
            }
        }
    }

    private static double? NumberOf(string value) => value.Length == 0 ? null : double.Parse(value, CultureInfo.InvariantCulture);
}
