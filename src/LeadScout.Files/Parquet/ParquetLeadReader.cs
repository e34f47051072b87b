using System.Globalization;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Files.Parquet;

/// <summary>
/// Streams a Parquet file's leads row group by row group. Of a row group only the columns that are asked for are read, and held until the
/// next one: memory grows with the largest row group.
/// </summary>
internal sealed class ParquetLeadReader : ILeadReader
{
    private const int MostRowsOfGroup = 64 * 1024 * 1024; // as many as Arrow ever put into one by itself

    private readonly FileStream _file;
    private readonly ParquetFooter _footer;
    private readonly List<ParquetColumn> _columns;
    private readonly string[]?[] _texts; // by column, of the current row group; null until it is asked for
    private long _rowsBefore; // in earlier row groups

    private ParquetLeadReader(string path, FileStream file, ParquetFooter footer, List<ParquetColumn> columns)
    {
        (Path, _file, _footer, _columns) = (path, file, footer, columns);
        Columns = Header.Named([.. columns.Select(column => column.Name)]);
        _texts = new string[Columns.Count][];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns { get; }

    /// <inheritdoc/>
    public long Row { get; private set; }

    /// <inheritdoc/>
    public ListLayout Layout => new("parquet");

    /// <inheritdoc/>
    public string Dialect => $"Parquet, {_footer.RowGroupCount} row group{(_footer.RowGroupCount == 1 ? "" : "s")}";

    /// <summary>The file's path.</summary>
    public string Path { get; }

    /// <summary>The current row group, from 0; -1 before the first.</summary>
    public int Group { get; private set; } = -1;

    /// <summary>The rows of the current row group.</summary>
    public int RowsOfGroup { get; private set; }

    /// <summary>Opens a file at its first lead.</summary>
    public static ParquetLeadReader Open(string path)
    {
        var stream = OpenFile(path);
        try
        {
            var footer = ParquetFooter.Read(stream, path);
            return new ParquetLeadReader(path, stream, footer, footer.Columns());
        }
        catch (Exception e) when (e is not BadInputException)
        {
            stream.Dispose();
            throw new BadInputException(
                $"'{path}' is damaged: its footer can't be read ({e.Message.TrimEnd('.')}). Copy or export it again.", e);
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
            if (Group + 1 >= _footer.RowGroupCount)
            {
                return Row > 0
                    ? false
                    : throw new BadInputException($"'{Path}' has columns and no rows. A list needs a row for every lead.");
            }

            NextGroup();
        }

        Row++;
        return true;
    }

    /// <inheritdoc/>
    public ReadOnlySpan<char> Value(int column) => (_texts[column] ??= TextsOf(column))[Row - _rowsBefore - 1];

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void NextGroup()
    {
        _rowsBefore += RowsOfGroup;
        Array.Clear(_texts);
        var rows = _footer.RowsOf(++Group);
        if (rows is < 0 or > MostRowsOfGroup)
        {
            throw new BadInputException(string.Create(
                CultureInfo.InvariantCulture,
                $"'{Path}': row group {Group + 1} has {rows} rows, too many to hold at once. Write the file with smaller row groups."));
        }

        RowsOfGroup = (int)rows;
    }

    private string[] TextsOf(int index)
    {
        var column = _columns[index];
        if (column.Leaf < 0)
        {
            throw new BadInputException(
                $"'{Path}': the column '{Columns[index]}' holds lists, maps or structures, which have no text to ask about. Ask about another column.");
        }

        if (column.Meaning.Kind == ParquetKind.Opaque)
        {
            throw new BadInputException(
                $"'{Path}': the column '{Columns[index]}' holds {column.Meaning.Name}, which has no text to ask about. Ask about another column.");
        }

        try
        {
            return TextsOf(column, _footer.Chunk(Group, column), Columns[index]);
        }
        catch (Exception e) when (e is not BadInputException)
        {
            throw new BadInputException(
                string.Create(CultureInfo.InvariantCulture, $"'{Path}', rows {_rowsBefore + 1} to {_rowsBefore + RowsOfGroup}, column '{Columns[index]}': the data can't be read: {e.Message} Copy or export the file again."),
                e);
        }
    }

    private string[] TextsOf(ParquetColumn column, ParquetChunk chunk, string name)
    {
        if (chunk.UnsupportedCodec is { } codec)
        {
            throw new BadInputException(
                $"'{Path}': the column '{name}' is compressed with {codec}, which can't be read. "
                + "Write the file again with another compression, for instance ZSTD or Snappy; columns that are not asked about may stay as they are.");
        }

        if (chunk.Values != RowsOfGroup)
        {
            throw new InvalidDataException(
                string.Create(CultureInfo.InvariantCulture, $"it has {chunk.Values} values for {RowsOfGroup} rows."));
        }

        return TextsOf(column, chunk);
    }

    // Leads are read one by one, which nothing could await; and what is in memory is read at once.
    private string[] TextsOf(ParquetColumn column, ParquetChunk chunk)
    {
        using var plain = new ParquetPlainFile(column, chunk);
        ParquetPages.Copy(_file, _footer.Begin, chunk, plain);
        return ReadAsync(plain, column.Meaning).GetAwaiter().GetResult();
    }

    private static async Task<string[]> ReadAsync(ParquetPlainFile plain, ParquetMeaning meaning)
    {
        var file = await plain.OpenAsync().ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            using var group = file.OpenRowGroupReader(0);
            return await new ParquetValues(group, meaning).ReadAsync(file.Schema.DataFields[0]).ConfigureAwait(false);
        }
    }
}
