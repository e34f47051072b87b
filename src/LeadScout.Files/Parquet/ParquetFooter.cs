using System.Buffers.Binary;
using System.Text;
using LeadScout.Jobs;

namespace LeadScout.Files.Parquet;

/// <summary>
/// What stands at the end of a Parquet file (parquet.thrift, FileMetaData): schema, and where each column of each row group lies. Kept whole, what
/// newer writers put into it included. Not thread-safe.
/// </summary>
internal sealed class ParquetFooter
{
    // Field ids of parquet.thrift.
    private const short Schema = 2, Rows = 3, RowGroups = 4, KeyValues = 5, ColumnOrders = 7, Encryption = 8; // of FileMetaData
    private const short Name = 4, Children = 5; // of SchemaElement
    private const short Columns = 1, Uncompressed = 2, RowsOfGroup = 3, Compressed = 6; // of RowGroup
    private const short ChunkOffset = 2, ChunkMeta = 3, OffsetIndex = 4, OffsetIndexLength = 5, ColumnIndex = 6, ColumnIndexLength = 7; // of ColumnChunk
    private const short Codec = 4, ChunkUncompressed = 6, ChunkCompressed = 7, DataPage = 9, IndexPage = 10, DictionaryPage = 11, BloomFilter = 14, BloomFilterLength = 15; // of ColumnMetaData
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
            throw new BadInputException($"'{file}' begins as a Parquet file and does not end as one: it was cut off, or is still being written. Copy or export it again.");
        }

        var bytes = new byte[stream.Length - TailLength - begin];
        stream.Position = begin;
        stream.ReadExactly(bytes);
        var footer = new ParquetFooter(new ThriftReader(bytes).Struct(), begin);
        return footer.IsEncrypted ? throw new BadInputException(Locked(file)) : footer;
    }

    /// <summary>The data of a column without others inside it.</summary>
    /// <param name="group">The row group.</param>
    /// <param name="column">The column of the root.</param>
    public ParquetChunk Chunk(int group, int column)
    {
        var (schema, leaf, at) = (_file.List(Schema), 0, 1);
        for (; column > 0; column--)
        {
            var size = SizeOf(schema, at);
            leaf += Enumerable.Range(at, size).Count(element => schema[element].Struct!.Number(Children) == 0);
            at += size;
        }

        var chunks = _file.List(RowGroups)[group].Struct!.List(Columns);
        return leaf < chunks.Count && chunks[leaf].Struct![ChunkMeta]?.Struct is { } meta
            ? new ParquetChunk((int)meta.Number(Codec))
            : throw new InvalidDataException("The footer says nothing of the column's data.");
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
        foreach (var chunk in added._file.List(RowGroups)[0].Struct!.List(Columns))
        {
            var meta = chunk.Struct![ChunkMeta]!.Struct!;
            foreach (var id in (short[])[OffsetIndex, OffsetIndexLength, ColumnIndex, ColumnIndexLength])
            {
                chunk.Struct[id] = null;
            }

            (meta[BloomFilter], meta[BloomFilterLength]) = (null, null);
            chunk.Struct.Increase(ChunkOffset, shift);
            meta.Increase(DataPage, shift);
            meta.Increase(IndexPage, shift);
            meta.Increase(DictionaryPage, shift);
            target.Increase(Uncompressed, meta.Number(ChunkUncompressed));
            target.Increase(Compressed, meta.Number(ChunkCompressed));
            target.List(Columns).Add(chunk);
        }
    }

    /// <summary>Writes the footer, which ends the file.</summary>
    public void Write(Stream stream)
    {
        var begin = stream.Position;
        new ThriftWriter(stream).Write(_file);
        Span<byte> tail = stackalloc byte[TailLength];
        BinaryPrimitives.WriteInt32LittleEndian(tail, checked((int)(stream.Position - begin)));
        Magic.CopyTo(tail[sizeof(int)..]);
        stream.Write(tail);
    }

    /// <summary>The names of the root's columns, nested ones included.</summary>
    private List<string> RootNames()
    {
        var (schema, names) = (_file.List(Schema), new List<string>());
        for (var i = 1; i < schema.Count; i += SizeOf(schema, i))
        {
            names.Add(Encoding.UTF8.GetString(schema[i].Struct![Name]?.Bytes ?? []));
        }

        return names;
    }

    /// <summary>How many elements of the schema, which lists them depth first, a column takes.</summary>
    private static int SizeOf(List<ThriftValue> schema, int at)
    {
        var size = 1;
        for (var open = schema[at].Struct!.Number(Children); open > 0 && at + size < schema.Count; open--)
        {
            open += schema[at + size++].Struct!.Number(Children);
        }

        return size;
    }

    private void ExtendCopies(IReadOnlyList<AddedColumn> added)
    {
        var pairs = _file.List(KeyValues);
        var values = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            values.TryAdd(KeyOf(pair), pair.Struct![Value]?.Bytes ?? []);
        }

        foreach (var (key, value) in SchemaCopies.Extended(values, RootNames(), added))
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

    private static ThriftValue OrderOfType()
    {
        var order = new ThriftStruct { [TypeDefinedOrder] = new ThriftValue(ThriftType.Struct) { Struct = new ThriftStruct() } };
        return new ThriftValue(ThriftType.Struct) { Struct = order };
    }

    private static string Locked(string file) => $"'{file}' is encrypted. Decrypt it first.";
}
