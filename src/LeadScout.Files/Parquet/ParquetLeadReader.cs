using System.Globalization;
using LeadScout.Jobs;
using Parquet;
using Parquet.Schema;

namespace LeadScout.Files.Parquet;

/// <summary>
/// Streams a Parquet file's leads row group by row group. Of a row group only the columns that are asked for are read, and held until the next one:
/// memory grows with the largest row group.
/// </summary>
internal sealed class ParquetLeadReader : ILeadReader
{
    private static readonly ParquetOptions Options = new() { TreatByteArrayAsString = true }; // old writers don't mark text as such

    private readonly ParquetReader _file;
    private readonly ParquetFooter _footer;
    private readonly string[]?[] _texts; // by column, of the current row group; null until it is asked for
    private ParquetRowGroupReader? _group;
    private long _rowsBefore; // in earlier row groups

    private ParquetLeadReader(string path, ParquetReader file, ParquetFooter footer)
    {
        (Path, _file, _footer) = (path, file, footer);
        Columns = Header.Named([.. file.Schema.Fields.Select(field => field.Name)]);
        _texts = new string[Columns.Count][];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns { get; }

    /// <inheritdoc/>
    public long Row { get; private set; }

    /// <summary>The file's path.</summary>
    public string Path { get; }

    /// <summary>The current row group, from 0; -1 before the first.</summary>
    public int Group { get; private set; } = -1;

    /// <summary>The rows of the current row group.</summary>
    public int RowsOfGroup => (int)(_group?.RowCount ?? 0);

    /// <summary>Opens a file at its first lead.</summary>
    public static ParquetLeadReader Open(string path)
    {
        var stream = OpenFile(path);
        try
        {
            var footer = ParquetFooter.Read(stream, path);
            stream.Position = 0;
            return new ParquetLeadReader(path, Now(ParquetReader.CreateAsync(stream, Options, leaveStreamOpen: false)), footer);
        }
        catch (Exception e) when (e is not BadInputException)
        {
            stream.Dispose();
            throw new BadInputException($"'{path}' is damaged: {e.Message} Copy or export it again.", e);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Opens the file for reading.</summary>
    public static FileStream OpenFile(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024);

    /// <inheritdoc/>
    public bool Read()
    {
        while (Row == _rowsBefore + RowsOfGroup)
        {
            if (Group + 1 >= _file.RowGroupCount)
            {
                return Row > 0 ? false : throw new BadInputException($"'{Path}' has columns and no rows. A list needs a row for every lead.");
            }

            NextGroup();
        }

        Row++;
        return true;
    }

    /// <inheritdoc/>
    public ReadOnlySpan<char> Value(int column) => (_texts[column] ??= TextsOf(column))[Row - _rowsBefore - 1];

    /// <inheritdoc/>
    public void Dispose()
    {
        _group?.Dispose();
        _file.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    // Leads are read one by one, which nothing could await; and a file's stream reads at once.
    private static T Now<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private void NextGroup()
    {
        _rowsBefore += RowsOfGroup;
        _group?.Dispose();
        Array.Clear(_texts);
        _group = _file.OpenRowGroupReader(++Group);
        if (_group.RowCount > Array.MaxLength)
        {
            throw new BadInputException($"'{Path}': row group {Group + 1} has {_group.RowCount} rows, too many to hold at once. Write the file with smaller row groups.");
        }
    }

    private string[] TextsOf(int column)
    {
        if (_file.Schema.Fields[column] is not DataField { IsArray: false } field)
        {
            throw new BadInputException($"'{Path}': the column '{Columns[column]}' holds lists, maps or structures, which have no text to ask about. Ask about another column.");
        }

        try
        {
            if (_footer.Chunk(Group, column).UnsupportedCodec is { } codec)
            {
                throw new BadInputException(
                    $"'{Path}': the column '{Columns[column]}' is compressed with {codec}, which can't be read. Write the file again with another compression, for instance ZSTD or Snappy; columns that are not asked about may stay as they are.");
            }

            return Now(ParquetText.ReadAsync(_group!, field).AsTask())
                ?? throw new BadInputException($"'{Path}': the column '{Columns[column]}' holds values of the type {field.ClrType.Name}, which have no text to ask about. Ask about another column.");
        }
        catch (Exception e) when (e is not BadInputException)
        {
            throw new BadInputException(
                string.Create(CultureInfo.InvariantCulture, $"'{Path}', rows {_rowsBefore + 1} to {_rowsBefore + RowsOfGroup}, column '{Columns[column]}': the data is damaged: {e.Message} Copy or export the file again."), e);
        }
    }
}
