using System.Globalization;
using ParquetSharp;
using ParquetSharp.IO;
using static LeadScout.Files.Tests.TestFolder;

namespace LeadScout.Files.Tests.Parquet;

public sealed class ParquetEncodingTests : IDisposable
{
    private const int Rows = 3000;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<Compression> Codecs =>
        [Compression.Uncompressed, Compression.Snappy, Compression.Gzip, Compression.Brotli, Compression.Zstd, Compression.Lz4];

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Every_codec_is_read_as_it_was_written(Compression codec)
    {
        foreach (var version in Enum.GetValues<ParquetDataPageVersion>())
        {
            using var properties = new WriterPropertiesBuilder()
                .Compression(codec)
                .DataPageVersion(version)
                .DataPagesize(4000)
                .EnablePageChecksum()
                .Build();
            Check($"{codec} {version}", properties, columns: version == ParquetDataPageVersion.V1 ? 7 : 5);
        }
    }

    public static TheoryData<Encoding, string> Encodings => new()
    {
        { Encoding.Plain, "*" }, { Encoding.DeltaBinaryPacked, "i" }, { Encoding.DeltaBinaryPacked, "l" },
        { Encoding.DeltaLengthByteArray, "s" },
        { Encoding.DeltaByteArray, "s" }, { Encoding.ByteStreamSplit, "d" }, { Encoding.ByteStreamSplit, "f" },
        { Encoding.ByteStreamSplit, "i" }, { Encoding.ByteStreamSplit, "l" },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Every_encoding_is_read_as_it_was_written(Encoding encoding, string column)
    {
        foreach (var version in Enum.GetValues<ParquetDataPageVersion>())
        {
            using var builder = new WriterPropertiesBuilder();
            builder.DataPageVersion(version).DataPagesize(4000).DisableDictionary();
            using var properties = (column == "*" ? builder.Encoding(encoding) : builder.Encoding(column, encoding)).Build();
            Check($"{encoding} {column} {version}", properties, columns: version == ParquetDataPageVersion.V1 || column == "*" ? 7 : 5);
        }
    }

    [Fact]
    public void True_and_false_in_runs_are_refused_because_the_library_takes_all_of_them_for_false()
    {
        using var properties = new WriterPropertiesBuilder().DataPageVersion(ParquetDataPageVersion.V2).Build();
        Write(_folder.File("a.parquet"), properties);
        using var reader = LeadFiles.At(_folder.File("a.parquet")).Open();
        reader.Read();
        Assert.Contains(
            "column 'b': the data can't be read: its values are stored in runs (RLE)",
            Refused(() => reader.Value(5)).Message,
            StringComparison.Ordinal);
    }

    private void Check(string what, WriterProperties properties, int columns)
    {
        var path = _folder.File("a.parquet");
        Write(path, properties);
        using var reader = LeadFiles.At(path).Open();
        for (var row = 0; row < Rows; row++)
        {
            Assert.True(reader.Read());
            for (var column = 0; column < columns; column++)
            {
                Assert.True(
                    Expected(row)[column] == reader.Value(column).ToString(),
                    $"{what}: {reader.Columns[column]} {row}: {reader.Value(column)}");
            }
        }
    }

    private static string?[] Expected(int row) =>
    [
        Text(row) ?? "", row.ToString(CultureInfo.InvariantCulture), (row % 7 == 0 ? (long?)null : Long(row))?.ToString(CultureInfo.InvariantCulture) ?? "",
        (row / 8.0).ToString(CultureInfo.InvariantCulture), (row / 4f).ToString(CultureInfo.InvariantCulture), row % 3 == 0
            ? "true"
            : "false",
        row % 5 == 0 ? "" : row % 2 == 0 ? "true" : "false",
    ];

    private static string? Text(int row) => row % 11 == 0 ? null : $"Leitung {row % 100} Vertrieb {row / 7}";

    private static long Long(int row) => (row * 1_000_000_007L) ^ (row << 20);

    private static void Write(string path, WriterProperties properties)
    {
        Column[] columns =
            [new Column<string?>("s"), new Column<int>("i"), new Column<long?>("l"), new Column<double>("d"), new Column<float>("f"), new Column<bool>("b"), new Column<bool?>("n")];
        using var file = new ParquetFileWriter(path, columns, properties);
        using var group = file.AppendRowGroup();
        var rows = Enumerable.Range(0, Rows).ToArray();
        Put(group, rows.Select(Text));
        Put(group, rows);
        Put(group, rows.Select(row => row % 7 == 0 ? (long?)null : Long(row)));
        Put(group, rows.Select(row => row / 8.0));
        Put(group, rows.Select(row => row / 4f));
        Put(group, rows.Select(row => row % 3 == 0));
        Put(group, rows.Select(row => row % 5 == 0 ? (bool?)null : row % 2 == 0));
        file.Close();
    }

    private static void Put<T>(RowGroupWriter group, IEnumerable<T> values)
    {
        using var column = group.NextColumn().LogicalWriter<T>();
        column.WriteBatch([.. values]);
    }
}
