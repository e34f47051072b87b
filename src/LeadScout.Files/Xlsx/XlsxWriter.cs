using System.Collections.Concurrent;
using System.IO.Compression;
using System.Xml;
using LeadScout.Jobs;

namespace LeadScout.Files.Xlsx;

/// <summary>
/// Copies a workbook part by part and appends cells to the rows of one sheet on the way: formats, formulas, other sheets, all else stays as it is.
/// Rows after the last lead written, if the reader did not come to its end, are left out.
/// </summary>
internal sealed class XlsxWriter : ILeadWriter
{
    private readonly XlsxReader _reader;
    private readonly TargetFile _target;
    private readonly ZipArchive _input;
    private readonly ZipArchive _output;
    private readonly SheetCopy _sheet;
    private readonly int _sheetEntry;
    private readonly ConcurrentQueue<int> _taken = new(); // rows in the sheet
    private bool _keepsRows;

    /// <param name="reader">Not read from yet, or nothing but its first leads.</param>
    /// <param name="added">The added columns.</param>
    /// <param name="target">Where it goes; disposed with the writer.</param>
    public XlsxWriter(XlsxReader reader, IReadOnlyList<AddedColumn> added, TargetFile target)
    {
        _reader = reader;
        _target = target;
        _input = ZipFile.OpenRead(reader.Path);
        _output = new ZipArchive(_target.Stream, ZipArchiveMode.Create, leaveOpen: true);
        try
        {
            _sheetEntry = _input.Entries.Index().First(e => e.Item.FullName == reader.Sheet.Part).Index;
            CopyEntries(0, _sheetEntry);
            var from = _input.Entries[_sheetEntry];
            var to = XmlWriter.Create(NewEntry(from), new XmlWriterSettings { CloseOutput = true });
            _sheet = new SheetCopy(XlsxPackage.XmlOf(from.Open()), to, reader.Columns.Count, [.. added.Select(column => column.IsNumber)]);
            _sheet.Append(1, [.. added.Select(column => column.Name)]);
        }
        catch
        {
            _input.Dispose();
            _target.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Take() => _taken.Enqueue(_reader.SheetRow);

    /// <inheritdoc/>
    public void TakeEnd() => _keepsRows = true;

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<string> added) =>
        _sheet.Append(_taken.TryDequeue(out var row) ? row : throw new InvalidOperationException("A lead is taken before it is written."), added);

    /// <inheritdoc/>
    public void Complete()
    {
        _sheet.Finish(keepRows: _keepsRows);
        _sheet.Dispose();
        CopyEntries(_sheetEntry + 1, _input.Entries.Count);
        _output.Dispose();
        _target.Complete();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sheet.Dispose();
        _output.Dispose();
        _input.Dispose();
        _target.Dispose();
    }

    private void CopyEntries(int begin, int end)
    {
        for (var i = begin; i < end; i++)
        {
            using var from = _input.Entries[i].Open();
            using var to = NewEntry(_input.Entries[i]);
            from.CopyTo(to);
        }
    }

    private Stream NewEntry(ZipArchiveEntry like)
    {
        var entry = _output.CreateEntry(like.FullName);
        entry.LastWriteTime = like.LastWriteTime; // not now: the same input gives the same bytes
        return entry.Open();
    }
}
