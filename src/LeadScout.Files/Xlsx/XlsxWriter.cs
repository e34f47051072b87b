using System.Collections.Concurrent;
using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using LeadScout.Jobs.Lists;

namespace LeadScout.Files.Xlsx;

/// <summary>
/// Copies a workbook part by part and appends cells to the rows of one sheet on the way: formats, formulas, other sheets, all else stays as
/// it is. Rows after the last lead written, unless the end was taken, too, are left out.
/// </summary>
internal sealed class XlsxWriter : ILeadWriter
{
    private static readonly XmlWriterSettings Settings = new() { CloseOutput = true, NewLineHandling = NewLineHandling.Entitize };

    private readonly XlsxReader _reader;
    private readonly TargetFile _target;
    private readonly XlsxPackage _input;
    private readonly PackageChanges _changes;
    private readonly ZipArchive _output;
    private readonly SheetCopy _sheet;
    private readonly List<ZipArchiveEntry> _later = []; // in the order of the input
    private readonly ConcurrentQueue<int> _taken = new(); // rows in the sheet
    private bool _keepsRows;

    /// <param name="reader">Not read from yet, or nothing but its first leads.</param>
    /// <param name="added">The added columns.</param>
    /// <param name="target">Where it goes; disposed with the writer.</param>
    public XlsxWriter(XlsxReader reader, IReadOnlyList<AddedColumn> added, TargetFile target)
    {
        _reader = reader;
        _target = target;
        _output = new ZipArchive(_target.Stream, ZipArchiveMode.Create, leaveOpen: true);
        try
        {
            _input = XlsxPackage.Open(reader.Path);
            string[] names = [.. added.Select(column => column.Name)];
            var growth = new RangeGrowth(reader.HeaderRow, reader.Columns.Count, names.Length);
            _changes = XlsxFile.Guard(reader.Path, () => Changes(_input, reader, growth, names));
            var sheet = _input.Entry(reader.Sheet.Part);
            CopyUntil(sheet);
            _sheet = new SheetCopy(
                _input.Xml(reader.Sheet.Part),
                XmlWriter.Create(NewEntry(sheet), Settings),
                growth,
                [.. added.Select(column => column.IsNumber)],
                reader.Styles.ForNumbers);
            _sheet.Append(reader.HeaderRow, names);
        }
        catch
        {
            _input?.Dispose();
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
        _sheet.Append(
            _taken.TryDequeue(out var row) ? row : throw new InvalidOperationException("A lead is taken before it is written."), added);

    /// <inheritdoc/>
    public void Complete()
    {
        _sheet.Finish(keepRows: _keepsRows);
        _sheet.Dispose();
        if (!_keepsRows && Chain() is { } chain)
        {
            _changes.Remove(_reader.Workbook.Part, chain);
        }

        foreach (var entry in _later)
        {
            Copy(entry);
        }

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

    private static PackageChanges Changes(XlsxPackage package, XlsxReader reader, RangeGrowth growth, string[] names)
    {
        var changes = new PackageChanges(package);
        foreach (var table in reader.Tables)
        {
            changes.Change(table.Part, table.Grown(growth, names));
        }

        changes.Change(reader.Workbook.Part, FilterNames.Grown(reader.Workbook, reader.Sheet, growth));
        foreach (var signature in package.Signatures().ToList())
        {
            changes.Remove("", signature);
        }

        return changes;
    }

    /// <summary>
    /// The order in which formulas are computed. One that names formulas of rows which are left out would have Excel repair the file;
    /// without one Excel makes it anew.
    /// </summary>
    private string? Chain() => _reader.Workbook.Only("calcChain") is { } chain && _input.Has(chain) ? chain : null;

    /// <summary>
    /// Copies what stands before the sheet; what stands behind it comes later, and what says that there is a chain, too: whether rows are
    /// left out is known when the sheet is written.
    /// </summary>
    private void CopyUntil(ZipArchiveEntry sheet)
    {
        var chain = Chain();
        string[] waiting = chain is null ? [] : [chain, PartName.Relationships(_reader.Workbook.Part), XlsxPackage.ContentTypesPart];
        var isBefore = true;
        foreach (var entry in _input.Entries)
        {
            if (entry == sheet)
            {
                isBefore = false;
            }
            else if (!isBefore || waiting.Contains(PartName.OfEntry(entry.FullName), PartName.Comparer))
            {
                _later.Add(entry);
            }
            else
            {
                Copy(entry);
            }
        }
    }

    private void Copy(ZipArchiveEntry from)
    {
        var part = PartName.OfEntry(from.FullName);
        if (_changes.IsRemoved(part))
        {
            return;
        }

        using var to = NewEntry(from);
        if (_changes[part] is { } root)
        {
            Save(root, to);
            return;
        }

        using var bytes = from.Open();
        bytes.CopyTo(to);
    }

    private static void Save(XElement root, Stream to)
    {
        using var xml = XmlWriter.Create(to, Settings);
        new XDocument(new XDeclaration("1.0", "UTF-8", "yes"), root).WriteTo(xml);
    }

    private Stream NewEntry(ZipArchiveEntry like)
    {
        var entry = _output.CreateEntry(like.FullName);
        entry.LastWriteTime = like.LastWriteTime; // not now: the same input gives the same bytes
        return entry.Open();
    }
}
