using System.Buffers.Binary;
using System.Text;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;

namespace LeadScout.Files.Parquet;

/// <summary>
/// What stands at the end of a Parquet file (parquet.thrift, FileMetaData): schema, and where each column of each row group lies. Kept
/// whole, what newer writers put into it included. Not thread-safe.
/// </summary>
internal sealed class ParquetFooter
{
    // Field ids of parquet.thrift.
    private const short Schema = 2, Rows = 3, RowGroups = 4, KeyValues = 5, ColumnOrders = 7, Encryption = 8; // of FileMetaData
    private const short Children = 5; // of SchemaElement
    private const short GroupColumns = 1, Uncompressed = 2, RowsOfGroup = 3, Compressed = 6; // of RowGroup
    private const short ChunkFile = 1, ChunkOffset = 2, ChunkMeta = 3, OffsetIndex = 4, OffsetIndexLength = 5, ColumnIndex = 6, ColumnIndexLength = 7; // of ColumnChunk
    private const short ChunkType = 1, Codec = 4, ChunkValues = 5, ChunkUncompressed = 6, ChunkCompressed = 7; // of ColumnMetaData
    private const short DataPage = 9, IndexPage = 10, DictionaryPage = 11, Statistics = 12, BloomFilter = 14, BloomFilterLength = 15; // of ColumnMetaData
    private const short NullCount = 3; // of Statistics
    private const short Key = 1, Value = 2; // of KeyValue
    private const short TypeDefinedOrder = 1; // of ColumnOrder

    private const int TailLength = 8;

    private readonly ThriftStruct _file;

    private ParquetFooter(ThriftStruct file, long begin) => (_file, Begin) = (file, begin);

    /// <summary>Where in its file it begins: behind all data.</summary>
    public long Begin { get; }

    /// <summary>Whether the data is encrypted.</summary>
    public bool IsEncrypted => _file[Encryption] is not null;

    private static ReadOnlySpan<byte> Magic => "PAR1"u8;

    private static ReadOnlySpan<byte> EncryptedMagic => "PARE"u8;

    /// <summary>Reads the footer of a file.</summary>
    /// <param name="stream">The file; it can be searched.</param>
    /// <param name="file">For messages.</param>
    /// <exception cref="BadInputException">It is no Parquet file, cut off, or encrypted.</exception>
    /// <exception cref="InvalidDataException">The footer can't be read.</exception>
    public static ParquetFooter Read(Stream stream, string file)
    {
        Span<byte> head = stackalloc byte[Magic.Length], tail = stackalloc byte[TailLength];
        stream.Position = 0;
        if (stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !head.SequenceEqual(Magic))
        {
            throw new BadInputException(
                stream.Length == 0 ? $"'{file}' is empty. Export it again."
                : head.SequenceEqual(EncryptedMagic) ? Locked(file)
                : $"'{file}' is not a Parquet file, whatever its name says. Name it after what it is, or export it again.");
        }

        stream.Position = Math.Max(0, stream.Length - TailLength);
        stream.ReadAtLeast(tail, TailLength, throwOnEndOfStream: false);
        var begin = stream.Length - TailLength - BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (!tail[sizeof(int)..].SequenceEqual(Magic) || begin < Magic.Length || begin > stream.Length - TailLength)
        {
            throw new BadInputException(
                $"'{file}' begins as a Parquet file and does not end as one: it was cut off, or is still being written. Copy or export it again.");
        }

        var bytes = new byte[stream.Length - TailLength - begin];
        stream.Position = begin;
        stream.ReadExactly(bytes);
        var footer = new ParquetFooter(new ThriftReader(bytes).Struct(), begin);
        return footer.IsEncrypted ? throw new BadInputException(Locked(file)) : footer.Sound();
    }

    /// <summary>Looks at all that a result is made from, so that nothing is found wrong only when it is written.</summary>
    private ParquetFooter Sound()
    {
        if (_file[Rows] is null || _file.List(Schema).Count == 0
            || _file.List(RowGroups).Exists(group => group.Struct!.List(GroupColumns).Exists(chunk => chunk.Struct is null)))
        {
            throw new InvalidDataException("The footer lacks what every file has.");
        }

        _file.List(KeyValues);
        _file.List(ColumnOrders);
        Columns();
        return this;
    }

    /// <summary>The columns of the root, those that have others inside them included.</summary>
    /// <exception cref="InvalidDataException">The schema can't be read.</exception>
    public List<ParquetColumn> Columns() => ParquetColumn.Of(_file.List(Schema));

    /// <summary>The data of a column that holds values itself.</summary>
    /// <exception cref="InvalidDataException">It lies elsewhere, or nowhere.</exception>
    public ParquetChunk Chunk(int group, ParquetColumn column)
    {
        var meta = ChunkOf(group, column)[ChunkMeta]!.Struct!;
        var begin = new[] { meta.Number(DataPage), meta.Number(IndexPage), meta.Number(DictionaryPage) }.Where(at => at > 0)
            .DefaultIfEmpty(Begin)
            .Min();
        return new ParquetChunk((int)meta.Number(ChunkType), column.Width, column.IsOptional, (int)meta.Number(Codec), meta.Number(ChunkValues), begin, meta.Number(ChunkCompressed));
    }

    /// <summary>How many row groups there are.</summary>
    public int RowGroupCount => _file.List(RowGroups).Count;

    /// <summary>How many rows a row group has.</summary>
    public long RowsOf(int group) => _file.List(RowGroups)[group].Struct!.Number(RowsOfGroup);

    /// <summary>Leaves out the row groups from this one on.</summary>
    public void KeepRowGroups(int count)
    {
        var groups = _file.List(RowGroups);
        groups.RemoveRange(count, groups.Count - count);
        _file[Rows] = _file[Rows]! with { Number = groups.Sum(group => group.Struct!.Number(RowsOfGroup)) };
    }

    /// <summary>Adds the columns of another file's schema. Column names of its root must be new.</summary>
    /// <param name="added">The other footer.</param>
    /// <param name="columns">The same columns.</param>
    public void AddColumns(ParquetFooter added, IReadOnlyList<AddedColumn> columns)
    {
        ExtendCopies(columns);
        var (schema, more) = (_file.List(Schema), added._file.List(Schema));
        schema[0].Struct!.Increase(Children, more[0].Struct!.Number(Children));
        schema.AddRange(more.Skip(1));
        if (_file[ColumnOrders] is not null)
        {
            // Either no column has one or all have; the library states none.
            _file.List(ColumnOrders).AddRange(more.Skip(1).Select(_ => OrderOfType()));
        }
    }

    /// <summary>Takes the columns of another file's only row group, whose data was copied behind this file's, into a row group.</summary>
    /// <param name="group">The row group here.</param>
    /// <param name="added">The other footer.</param>
    /// <param name="shift">How much further back the data lies here than in the other file.</param>
    public void AddToRowGroup(int group, ParquetFooter added, long shift)
    {
        var target = _file.List(RowGroups)[group].Struct!;
        foreach (var chunk in added._file.List(RowGroups)[0].Struct!.List(GroupColumns))
        {
            var meta = chunk.Struct![ChunkMeta]!.Struct!;
            foreach (var id in (short[])[OffsetIndex, OffsetIndexLength, ColumnIndex, ColumnIndexLength])
            {
                chunk.Struct[id] = null;
            }

            (meta[BloomFilter], meta[BloomFilterLength]) = (null, null);
            if (meta.Number(ChunkType) == ParquetChunk.Bytes && meta[Statistics] is not null)
            {
                // The library orders texts by UTF-16, Parquet by bytes: with an emoji a reader would look past rows that it wants.
                meta[Statistics] =
                    ThriftValue.Of(new ThriftStruct { [NullCount] = meta[Statistics]!.Struct![NullCount] });
            }

            chunk.Struct.Increase(ChunkOffset, shift);
            meta.Increase(DataPage, shift);
            meta.Increase(IndexPage, shift);
            meta.Increase(DictionaryPage, shift);
            target.Increase(Uncompressed, meta.Number(ChunkUncompressed));
            target.Increase(Compressed, meta.Number(ChunkCompressed));
            target.List(GroupColumns).Add(chunk);
        }
    }

    /// <summary>Writes the footer, which ends the file.</summary>
    public void Write(Stream stream) => Write(_file, stream);

    private static void Write(ThriftStruct file, Stream stream)
    {
        var begin = stream.Position;
        new ThriftWriter(stream).Write(file);
        Span<byte> tail = stackalloc byte[TailLength];
        BinaryPrimitives.WriteInt32LittleEndian(tail, checked((int)(stream.Position - begin)));
        Magic.CopyTo(tail[sizeof(int)..]);
        stream.Write(tail);
    }

    private ThriftStruct ChunkOf(int group, ParquetColumn column)
    {
        var chunks = _file.List(RowGroups)[group].Struct!.List(GroupColumns);
        var chunk = column.Leaf < chunks.Count ? chunks[column.Leaf].Struct : null;
        return chunk?[ChunkMeta]?.Struct is null ? throw new InvalidDataException("The footer does not say where the column's data lies.")
            : chunk[ChunkFile] is not null ? throw new InvalidDataException("Its data lies in another file.")
            : chunk;
    }

    private void ExtendCopies(IReadOnlyList<AddedColumn> added)
    {
        var pairs = _file.List(KeyValues);
        var values = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            values.TryAdd(KeyOf(pair), pair.Struct![Value]?.Bytes ?? []);
        }

        foreach (var (key, value) in SchemaCopies.Extended(values, [.. Columns().Select(column => column.Name)], added))
        {
            if (value is null)
            {
                pairs.RemoveAll(pair => KeyOf(pair) == key);
            }
            else
            {
                pairs.First(pair => KeyOf(pair) == key).Struct![Value] = new ThriftValue(ThriftType.Binary) { Bytes = value };
            }
        }
    }

    private static string KeyOf(ThriftValue pair) => Encoding.UTF8.GetString(pair.Struct![Key]?.Bytes ?? []);

    private static ThriftValue OrderOfType() =>
        ThriftValue.Of(new ThriftStruct { [TypeDefinedOrder] = ThriftValue.Of(new ThriftStruct()) });

    private static string Locked(string file) => $"'{file}' is encrypted. Decrypt it first.";
}
