using System.Buffers.Binary;
using System.Text;
using Parquet;
using static LeadScout.Files.Parquet.ThriftValue;

namespace LeadScout.Files.Parquet;

/// <summary>
/// A file in memory with one column of one row group, made from pages that were looked through: all that the library gets to read. What
/// newer writers, other columns and damage put into a file it never meets.
/// </summary>
/// <param name="column">The column.</param>
/// <param name="chunk">Its data.</param>
internal sealed class ParquetPlainFile(ParquetColumn column, ParquetChunk chunk) : IDisposable
{
    private const string Name = "value";

    // Numbers of parquet.thrift.
    private const int DataPage = 0, DictionaryPage = 2; // of the kinds of pages
    private const int Plain = 0, Runs = 3; // of the encodings

    private readonly MemoryStream _file = new();
    private long? _dictionary; // where it lies
    private long? _data; // where the first page of values lies

    /// <summary>Adds a page.</summary>
    /// <param name="header">As it was read.</param>
    /// <param name="body">The page, unpacked, any levels before its values.</param>
    /// <exception cref="InvalidDataException">All of them are more than can be held.</exception>
    public void Add(ParquetPageHeader header, ReadOnlySpan<byte> body)
    {
        if (_file.Length == 0)
        {
            _file.Write("PAR1"u8);
        }

        if (_file.Length + body.Length > Array.MaxLength - 1024 * 1024)
        {
            throw new InvalidDataException("it has 2 GiB in one row group, too much to hold at once. Write the file with smaller row groups.");
        }

        _dictionary ??= header.IsDictionary ? _file.Position : null;
        _data ??= header.IsDictionary ? null : _file.Position;
        var part = header.IsDictionary
            ? new ThriftStruct { [1] = Int32(header.Values), [2] = Int32(Plain) }
            : new ThriftStruct { [1] = Int32(header.Values), [2] = Int32(header.Encoding), [3] = Int32(Runs), [4] = Int32(Runs) };
        new ThriftWriter(_file).Write(
            new ThriftStruct
            {
                [1] = Int32(header.IsDictionary ? DictionaryPage : DataPage),
                [2] = Int32(body.Length),
                [3] = Int32(body.Length),
                [(short)(header.IsDictionary ? 7 : 5)] = Of(part),
            });
        _file.Write(body);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>Ends the file and opens it.</summary>
    public Task<ParquetReader> OpenAsync()
    {
        var begin = _file.Position;
        new ThriftWriter(_file).Write(Footer(begin));
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, (int)(_file.Position - begin));
        _file.Write(length);
        _file.Write("PAR1"u8);
        return ParquetReader.CreateAsync(_file, leaveStreamOpen: true);
    }

    private ThriftStruct Footer(long end)
    {
        var name = Text(Name);
        var meta = new ThriftStruct
        {
            [1] = Int32(chunk.Type),
            [2] = new ThriftValue(ThriftType.List) { ElementType = ThriftType.Int32, Elements = [] }, // encodings
            [3] = new ThriftValue(ThriftType.List) { ElementType = ThriftType.Binary, Elements = [name] },
            [4] = Int32(ParquetChunk.Uncompressed),
            [5] = Int64(chunk.Values),
            [6] = Int64(end),
            [7] = Int64(end),
            [9] = Int64(_data ?? end),
            [11] = _dictionary is { } dictionary ? Int64(dictionary) : null,
        };
        var group = new ThriftStruct
        {
            [1] = List([new ThriftStruct { [2] = Int64(0), [3] = Of(meta) }]),
            [2] = Int64(end),
            [3] = Int64(chunk.Values),
        };
        return new ThriftStruct
        {
            [1] = Int32(2),
            [2] = List([new ThriftStruct { [4] = Text("schema"), [5] = Int32(1) }, column.Plain(Name)]),
            [3] = Int64(chunk.Values),
            [4] = List([group]),
        };
    }
}
