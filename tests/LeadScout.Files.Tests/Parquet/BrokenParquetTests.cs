using CsCheck;
using LeadScout.Files.Parquet;
using LeadScout.Questions;
using ParquetSharp;
using static LeadScout.Files.Tests.TestFolder;

namespace LeadScout.Files.Tests.Parquet;

public sealed class BrokenParquetTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Compression.Uncompressed)]
    [InlineData(Compression.Snappy)]
    [InlineData(Compression.Gzip)]
    [InlineData(Compression.Zstd)]
    public void A_file_with_any_bytes_changed_or_cut_off_is_read_or_refused_and_never_crashes(Compression codec)
    {
        var whole = Written(codec);
        Gen.Select(Gen.Int[4, whole.Length - 1], Gen.OneOf(Gen.Const((byte)0xFF), Gen.Const((byte)0), Gen.Byte), Gen.Int[0, 3]).Array[1, 4].Sample(
            changes =>
            {
                var bytes = (byte[])[.. whole];
                foreach (var (at, value, more) in changes)
                {
                    bytes.AsSpan(at, Math.Min(1 + more, bytes.Length - at)).Fill(value);
                }

                ReadOrRefuse(bytes);
            },
            iter: 100,
            threads: 1);
    }

    [Theory]
    [InlineData(3, "LZO")]
    [InlineData(5, "LZ4 in its old, undocumented framing")]
    [InlineData(9, "a codec that is not known here (number 9)")]
    public void A_codec_that_cannot_be_read_is_called_by_its_name_and_stops_only_who_asks_about_its_column(int codec, string name)
    {
        var path = _folder.Write("b.parquet", Changed((footer, _) => Chunk(footer, 0)[4] = Number(codec)));
        using var reader = LeadFiles.At(path).Open();
        reader.Read();
        Assert.Contains(
            $"the column 'Title' is compressed with {name}, which can't be read",
            Refused(() => reader.Value(0)).Message,
            StringComparison.Ordinal);
        Assert.Equal("1", reader.Value(1).ToString());
        Label(LeadFiles.At(path), ["q"], lead => [lead.Value(1).ToString()]);
    }

    [Theory]
    [InlineData("num_rows", "row group 1 has 2000000000 rows, too many to hold at once")]
    [InlineData("num_values", "it has 2000000000 values for 2 rows")]
    [InlineData("offset", "the data can't be read")]
    [InlineData("elsewhere", "Its data lies in another file")]
    public void Sizes_that_cannot_be_are_refused_before_memory_is_asked_for(string what, string expected)
    {
        var bytes = Changed((footer, group) => _ = what switch
        {
            "num_rows" => group[3] = Number(2_000_000_000),
            "num_values" => Chunk(footer, 0)[5] = Number(2_000_000_000),
            "offset" => Chunk(footer, 0)[9] = Chunk(footer, 0)[11] = Number(1L << 50),
            _ => group[1]!.Elements![0].Struct![1] = new ThriftValue(ThriftType.Binary) { Bytes = [.. "b"u8] },
        });
        Assert.Contains(expected, Refused(() => Rows(LeadFiles.At(_folder.Write("b.parquet", bytes)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_checksum_is_found()
    {
        using var properties = new WriterPropertiesBuilder()
            .EnablePageChecksum()
            .Compression(Compression.Uncompressed)
            .DisableDictionary()
            .Build();
        Write(_folder.File("a.parquet"), properties);
        var bytes = File.ReadAllBytes(_folder.File("a.parquet"));
        bytes[bytes.AsSpan().IndexOf("VP Sales"u8)] = (byte)'X';
        Assert.Contains(
            "whose checksum is wrong",
            Refused(() => Rows(LeadFiles.At(_folder.Write("b.parquet", bytes)))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Encrypted_files_are_refused_by_name_with_their_footer_in_the_clear_or_not()
    {
        foreach (var isClear in (bool[])[true, false])
        {
            using var builder = new FileEncryptionPropertiesBuilder([.. "0123456789012345"u8]);
            using var encryption = (isClear ? builder.SetPlaintextFooter() : builder).Build();
            using var properties = new WriterPropertiesBuilder().Encryption(encryption).Build();
            Write(_folder.File("a.parquet"), properties);
            Assert.Contains("is encrypted", Refused(() => Rows(LeadFiles.At(_folder.File("a.parquet")))).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0x19)] // a list of lists
    [InlineData(0x1C)] // a structure in a structure
    public void A_footer_that_is_nothing_but_beginnings_is_refused(byte beginning)
    {
        byte[] footer = [.. Enumerable.Repeat(beginning, 1_000_000)];
        Assert.Contains(
            "is damaged",
            Refused(
                () => Rows(LeadFiles.At(_folder.Write("b.parquet", [.. "PAR1"u8, .. footer, .. BitConverter.GetBytes(footer.Length), .. "PAR1"u8])))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_footer_of_countless_empty_structures_is_refused_before_it_fills_the_memory()
    {
        byte[] list = [0x19, 0xFC, 0xE8, 0x07, .. new byte[1000], 0]; // 1,000 structures of a byte each
        Assert.Equal(1000, new ThriftReader(list).Struct().List(1).Count);
        Assert.Throws<InvalidDataException>(() => new ThriftReader(list, mostValues: 999).Struct());
    }

    private void ReadOrRefuse(byte[] bytes)
    {
        try
        {
            var file = LeadFiles.At(_folder.Write("b.parquet", bytes));
            Rows(file);
            Label(file, ["q"], _ => ["x"]);
        }
        catch (BadInputException)
        {
            // Refused.
        }
    }

    [Fact]
    public void A_value_of_another_kind_than_its_place_is_meant_for_does_not_let_the_library_read_for_ever()
    {
        var rows = Changed((footer, _) => footer[3] = new ThriftValue(ThriftType.Double) { Number = -1 });
        Assert.Equal(2, Rows(LeadFiles.At(_folder.Write("b.parquet", rows))).Count); // the row groups say it, too
        var groups = Changed((footer, _) => footer[4] = new ThriftValue(ThriftType.Double) { Number = -1 });
        Assert.Contains(
            "its footer can't be read",
            Refused(() => Rows(LeadFiles.At(_folder.Write("b.parquet", groups)))).Message,
            StringComparison.Ordinal);
    }

    private byte[] Changed(Action<ThriftStruct, ThriftStruct> change)
    {
        var bytes = Written(Compression.Snappy);
        var begin = bytes.Length - 8 - BitConverter.ToInt32(bytes, bytes.Length - 8);
        var footer = new ThriftReader(bytes.AsSpan(begin)).Struct();
        change(footer, footer.List(4)[0].Struct!);
        using var stream = new MemoryStream();
        stream.Write(bytes, 0, begin);
        new ThriftWriter(stream).Write(footer);
        stream.Write(BitConverter.GetBytes((int)stream.Position - begin));
        stream.Write("PAR1"u8);
        return stream.ToArray();
    }

    private static ThriftStruct Chunk(ThriftStruct footer, int column) => footer.List(4)[0].Struct!.List(1)[column].Struct![3]!.Struct!;

    private static ThriftValue Number(long number) => new(ThriftType.Int64) { Number = number };

    private byte[] Written(Compression codec)
    {
        using var properties = new WriterPropertiesBuilder().Compression(codec).Build();
        Write(_folder.File("a.parquet"), properties);
        return File.ReadAllBytes(_folder.File("a.parquet"));
    }

    private static void Write(string path, WriterProperties properties)
    {
        using var file = new ParquetFileWriter(path, [new Column<string>("Title"), new Column<long?>("n")], properties);
        using (var group = file.AppendRowGroup())
        {
            using (var titles = group.NextColumn().LogicalWriter<string>())
            {
                titles.WriteBatch(["VP Sales", "IT"]);
            }

            using var numbers = group.NextColumn().LogicalWriter<long?>();
            numbers.WriteBatch([1, null]);
        }

        file.Close();
    }
}
