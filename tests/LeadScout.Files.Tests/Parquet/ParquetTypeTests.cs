using System.Text;
using LeadScout.Files.Parquet;
using LeadScout.Questions;
using ParquetSharp;
using ParquetSharp.Schema;
using static LeadScout.Files.Tests.TestFolder;

namespace LeadScout.Files.Tests.Parquet;

public sealed class ParquetTypeTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Whole_numbers_dates_and_times_are_read_as_what_they_mean()
    {
        using var file = new ParquetFileWriter(_folder.File("a.parquet"), Root(
            Node("u8", LogicalType.Int(8, false), PhysicalType.Int32), Node("u32", LogicalType.Int(32, false), PhysicalType.Int32),
            Node("day", LogicalType.Date(), PhysicalType.Int32), Node("ms", LogicalType.Time(true, TimeUnit.Millis), PhysicalType.Int32),
            Node("dec", LogicalType.Decimal(9, 2), PhysicalType.Int32)), Default);
        using (var group = file.AppendRowGroup())
        {
            Put<int>(group, 255, 0);
            Put<int>(group, -1, 7);
            Put<int>(group, -1, 20541);
            Put<int>(group, 34_200_000, 1);
            Put<int>(group, -1250, 5);
        }

        file.Close();
        Assert.Equal(
            [["255", "4294967295", "1969-12-31", "09:30:00", "-12.5"], ["0", "7", "2026-03-29", "00:00:00.001", "0.05"]],
            Rows(LeadFiles.At(_folder.File("a.parquet"))));
    }

    [Fact]
    public void Long_numbers_and_timestamps_are_read_to_the_last_digit()
    {
        using var file = new ParquetFileWriter(_folder.File("a.parquet"), Root(
            Node("u64", LogicalType.Int(64, false), PhysicalType.Int64), Node(
                "ns", LogicalType.Timestamp(false, TimeUnit.Nanos), PhysicalType.Int64),
            Node(
                "us",
                LogicalType.Timestamp(true, TimeUnit.Micros),
                PhysicalType.Int64), Node("t", LogicalType.Time(false, TimeUnit.Nanos), PhysicalType.Int64),
            Node("plain", LogicalType.None(), PhysicalType.Int64)), Default);
        using (var group = file.AppendRowGroup())
        {
            Put<long>(group, -1, 5);
            Put<long>(group, 1, -1);
            Put<long>(group, 0, -86_400_000_000);
            Put<long>(group, 1, 86_399_999_999_999);
            Put<long>(group, long.MinValue, long.MaxValue);
        }

        file.Close();
        Assert.Equal(
            [["18446744073709551615", "1970-01-01 00:00:00.000000001", "1970-01-01", "00:00:00.000000001", "-9223372036854775808"],
            ["5", "1969-12-31 23:59:59.999999999", "1969-12-31", "23:59:59.999999999", "9223372036854775807"]],
            Rows(LeadFiles.At(_folder.File("a.parquet"))));
    }

    [Fact]
    public void Bytes_are_read_as_text_only_when_they_are_text()
    {
        using var file = new ParquetFileWriter(_folder.File("a.parquet"), Root(
            Node(
                "text",
                LogicalType.None(),
                PhysicalType.ByteArray), Node("enum", LogicalType.Enum(), PhysicalType.ByteArray), Node("json", LogicalType.Json(),
                PhysicalType.ByteArray),
            Node("dec", LogicalType.Decimal(38, 3), PhysicalType.ByteArray), Node("bytes", LogicalType.None(), PhysicalType.ByteArray),
            Node("bson", LogicalType.Bson(), PhysicalType.ByteArray)), Default);
        byte[][] values =
            ["Müller"u8.ToArray(), "HR"u8.ToArray(), "{\"a\": 1}"u8.ToArray(), [0x7F, .. Enumerable.Repeat((byte)0xFF, 15)], [0xC3, 0x28], [5, 0, 0, 0, 0]];
        using (var group = file.AppendRowGroup())
        {
            foreach (var value in values)
            {
                PutBytes(group, value);
            }
        }

        file.Close();
        using var reader = LeadFiles.At(_folder.File("a.parquet")).Open();
        Assert.True(reader.Read());
        Assert.Equal(
            ["Müller", "HR", "{\"a\": 1}", "170141183460469231731687303715884105.727"],
            Enumerable.Range(0, 4).Select(column => reader.Value(column).ToString()));
        Assert.Contains(
            "column 'bytes': the data can't be read: A value is no text", Refused(() => reader.Value(4)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "the column 'bson' holds BSON, which has no text", Refused(() => reader.Value(5)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00112233445566778899aabbccddeeff", nameof(ParquetKind.Uuid), 0, "00112233-4455-6677-8899-aabbccddeeff")]
    [InlineData("003C", nameof(ParquetKind.Half), 0, "1")]
    [InlineData("FF85", nameof(ParquetKind.Decimal), 2, "-1.23")]
    [InlineData("", nameof(ParquetKind.Decimal), 2, "0")]
    public void Values_of_a_fixed_length_are_read_as_what_they_mean(string bytes, string kind, int digits, string expected) =>
        Assert.Equal(expected, ParquetText.Of(Convert.FromHexString(bytes), new ParquetMeaning(Enum.Parse<ParquetKind>(kind), "", digits)));

    [Theory]
    [InlineData(nameof(ParquetKind.Date), 4_000_000_000)]
    [InlineData(nameof(ParquetKind.Date), -4_000_000_000)]
    [InlineData(nameof(ParquetKind.Time), -1)]
    [InlineData(nameof(ParquetKind.Time), 86_400_000_000)]
    [InlineData(nameof(ParquetKind.Timestamp), long.MinValue)]
    [InlineData(nameof(ParquetKind.Timestamp), long.MaxValue)]
    public void A_moment_beyond_every_calendar_is_refused(string kind, long value) =>
        Assert.Throws<InvalidDataException>(() => ParquetText.Of(value, new ParquetMeaning(Enum.Parse<ParquetKind>(kind), "", 6)));

    [Fact]
    public void Columns_that_the_library_does_not_know_pass_through_unread()
    {
        var set = new GroupNode(
            "set",
            Repetition.Optional,
            [new GroupNode("key_value", Repetition.Repeated, [Node("key", LogicalType.String(), PhysicalType.ByteArray, Repetition.Required)])],
            LogicalType.Map());
        var pairs = new GroupNode(
            "pairs",
            Repetition.Repeated,
            [Node("a", LogicalType.None(), PhysicalType.Int32), Node("b", LogicalType.None(), PhysicalType.Int32)]);
        using (
            var file = new ParquetFileWriter(_folder.File("a.parquet"), Root(set, pairs, Node("Title", LogicalType.String(), PhysicalType.ByteArray), Node("Title", LogicalType.None(), PhysicalType.Int32)), Default))
        {
            using (var group = file.AppendRowGroup())
            {
                Skip<ByteArray>(group);
                Skip<int>(group);
                Skip<int>(group);
                PutBytes(group, "VP Sales"u8.ToArray());
                Put<int>(group, 5);
            }

            file.Close();
        }

        Label(LeadFiles.At(_folder.File("a.parquet")), ["q"], reader => [reader.Value(2).ToString() + reader.Value(3).ToString()]);
        using var after = LeadFiles.At(_folder.File("a.labelled.parquet")).Open();
        after.Read();
        Assert.Equal(["set", "pairs", "Title (column 3)", "Title (column 4)", "q"], after.Columns);
        Assert.Equal("VP Sales5", after.Value(4).ToString());
    }

    private static WriterProperties Default => WriterProperties.GetDefaultWriterProperties();

    private static GroupNode Root(params Node[] columns) => new("schema", Repetition.Required, columns);

    private static PrimitiveNode Node(string name, LogicalType meaning, PhysicalType type, Repetition repetition = Repetition.Optional) =>
        new(name, repetition, meaning, type);

    private static void Put<T>(RowGroupWriter group, params T[] values)
        where T : unmanaged
    {
        using var column = (ColumnWriter<T>)group.NextColumn();
        column.WriteBatch(values.Length, Enumerable.Repeat((short)1, values.Length).ToArray(), [], values);
    }

    private static void Skip<T>(RowGroupWriter group)
        where T : unmanaged
    {
        using var column = (ColumnWriter<T>)group.NextColumn();
        column.WriteBatch(1, [0], [0], []);
    }

    private static unsafe void PutBytes(RowGroupWriter group, byte[] value)
    {
        fixed (byte* pointer = value)
        {
            Put(group, new ByteArray((IntPtr)pointer, value.Length));
        }
    }
}
