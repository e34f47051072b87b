using CsCheck;
using LeadScout.Files.Parquet;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using Parquet;
using Parquet.Meta;
using Parquet.Schema;
using static LeadScout.Files.Tests.TestFolder;
using Type = Parquet.Meta.Type;

namespace LeadScout.Files.Tests.Parquet;

public sealed class ParquetTests : IDisposable
{
    private static readonly string[] Added = ["q", "q_confidence", "q_source"];

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Values_are_text_as_a_person_would_read_it()
    {
        var path = await WriteTypedAsync();
        string[][] expected =
        [
            ["Müller", "", "-7", "0.1", "12.5", "2026-03-29 01:02:03.5", "2026-03-29", "true", "00000000-0000-0000-0000-000000000001"],
            ["", "2.5", "8", "3", "-0.0001", "2026-03-29", "0001-01-01", "false", "00000000-0000-0000-0000-000000000002"],
        ];
        using var reader = LeadFiles.At(path).Open();
        Assert.Equal(["s", "d?", "i", "d", "m", "at", "day", "b", "g", "tags"], reader.Columns);
        foreach (var row in expected)
        {
            Assert.True(reader.Read());
            Assert.Equal(row, row.Select((_, i) => reader.Value(i).ToString()));
        }

        Assert.False(reader.Read());
    }

    [Fact]
    public async Task Every_column_keeps_its_type_its_encoding_and_its_bytes()
    {
        var path = await WriteTypedAsync();
        Label(LeadFiles.At(path), Added, reader => ["Sales", "0.97", $"is {reader.Row}"]);
        var output = _folder.File("a.labelled.parquet");

        await using var before = await ParquetReader.CreateAsync(path, null, TestContext.Current.CancellationToken);
        await using var after = await ParquetReader.CreateAsync(output, null, TestContext.Current.CancellationToken);

        var schema = after.Metadata!.Schema;
        Assert.Equal(before.Metadata!.Schema.Skip(1).Select(Shown), schema.Skip(1).SkipLast(3).Select(Shown));
        Assert.Equal(before.Metadata.Schema[0].NumChildren + 3, schema[0].NumChildren);
        Assert.Equal(
            [("q", Type.BYTE_ARRAY), ("q_confidence", Type.DOUBLE), ("q_source", Type.BYTE_ARRAY)],
            schema.TakeLast(3).Select(e => (e.Name, e.Type!.Value)));
        Assert.Equal(ChunksOf(path, before.Metadata), ChunksOf(output, after.Metadata).Take(before.Schema.DataFields.Length));
        Assert.Equal(["Sales", "0.97", "is 2"], Rows(LeadFiles.At(output), skip: 10)[1]);
    }

    [Fact]
    public async Task Any_row_groups_pass_through_and_read_back_with_the_added_columns()
    {
        await Gen.Select(
            Gen.OneOf(
                Gen.Const((string?)null), Gen.String[0, 12].Where(s => !s.Any(char.IsSurrogate) && s.Length > 0)).Array[0, 50].Array[1, 5],
            Gen.Int[1, 60])
            .Where((groups, _) => groups.Sum(group => group.Length) > 0)
            .SampleAsync(PassThroughAsync, iter: 60, threads: 1);
    }

    [Fact]
    public async Task Of_a_trial_the_last_row_group_stays_whole_and_later_ones_are_left_out()
    {
        var path = await WriteAsync([["a", "b", "c"], ["d", "e"], ["f"]]);
        Label(LeadFiles.At(path), ["q"], _ => ["x"], limit: 4);
        Assert.Equal(["ax", "bx", "cx", "dx", "e"], Rows(LeadFiles.At(_folder.File("a.labelled.parquet"))).Select(row => row[0] + row[1]));
    }

    [Fact]
    public async Task What_was_not_decided_is_null()
    {
        var path = await WriteAsync([["a"]]);
        Label(LeadFiles.At(path), ["q", "q_confidence"], _ => ["", ""]);
        await using var file = await ParquetReader.CreateAsync(
            _folder.File("a.labelled.parquet"), null, TestContext.Current.CancellationToken);
        using var group = file.OpenRowGroupReader(0);
        Assert.All(file.Schema.DataFields.Skip(1), field => Assert.Equal(1, group.GetStatistics(field)!.NullCount));
    }

    [Fact]
    public async Task A_list_column_passes_through_and_cannot_be_asked_about()
    {
        using var reader = LeadFiles.At(await WriteTypedAsync()).Open();
        reader.Read();
        Assert.Contains("the column 'tags' holds lists", Refused(() => reader.Value(9)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_rows_is_refused()
    {
        var file = LeadFiles.At(await WriteAsync([[]]));
        Assert.Contains("has columns and no rows", Refused(() => Rows(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_cut_off_damaged_or_none_is_refused()
    {
        var whole = File.ReadAllBytes(await WriteAsync([["a", "b"]]));
        Assert.Contains("was cut off", RefusedAfter(whole[..^20]), StringComparison.Ordinal);
        Assert.Contains("is empty", RefusedAfter([]), StringComparison.Ordinal);
        Assert.Contains("is not a Parquet file", RefusedAfter([.. "a,b\n1,2\n"u8]), StringComparison.Ordinal);
        Assert.Contains("is encrypted", RefusedAfter([.. "PARE"u8, .. whole[4..^4], .. "PARE"u8]), StringComparison.Ordinal);
        var damaged = (byte[])[.. whole];
        damaged.AsSpan(4, 12).Fill(0xFF);
        Assert.Contains("rows 1 to 2, column 'Title': the data can't be read", RefusedAfter(damaged), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_footer_of_any_bytes_is_read_or_refused_and_never_crashes()
    {
        var whole = File.ReadAllBytes(await WriteAsync([["a", "b"]]));
        var footer = whole.Length - 8 - BitConverter.ToInt32(whole, whole.Length - 8);
        Gen.Select(Gen.Int[footer, whole.Length - 9], Gen.Byte).Sample(
            (at, value) =>
            {
                var bytes = (byte[])[.. whole];
                bytes[at] = value;
                try
                {
                    Rows(LeadFiles.At(_folder.Write("broken.parquet", bytes)));
                }
                catch (BadInputException)
                {
                }
            },
            iter: 300,
            threads: 1);
    }

    [Fact]
    public async Task What_other_writers_state_column_by_column_is_stated_for_the_added_ones_too()
    {
        var path = await WriteAsync([["a", "b"]]);
        StateOrders(path);
        Label(LeadFiles.At(path), Added, _ => ["x", "1", "y"]);
        await using var file = await ParquetReader.CreateAsync(
            _folder.File("a.labelled.parquet"), null, TestContext.Current.CancellationToken);
        Assert.Equal(4, file.Metadata!.ColumnOrders!.Count);
        Assert.Equal(["pandas"], file.CustomMetadata.Keys); // and not Arrow's own copy of the schema
    }

    /// <summary>Writes a file's footer anew as Arrow would: with column orders and its own schema.</summary>
    private static void StateOrders(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var begin = bytes.Length - 8 - BitConverter.ToInt32(bytes, bytes.Length - 8);
        var footer = new ThriftReader(bytes.AsSpan(begin)).Struct();
        footer[5] = ListOf(PairOf("ARROW:schema"), PairOf("pandas"));
        footer[7] = ListOf(new ThriftStruct { [1] = new(ThriftType.Struct) { Struct = new() } });
        using var stream = File.Create(path);
        stream.Write(bytes, 0, begin);
        new ThriftWriter(stream).Write(footer);
        stream.Write(BitConverter.GetBytes((int)stream.Position - begin));
        stream.Write("PAR1"u8);

        static ThriftValue ListOf(params ThriftStruct[] elements) =>
            new(ThriftType.List) { ElementType = ThriftType.Struct, Elements = [.. elements.Select(element => new ThriftValue(ThriftType.Struct) { Struct = element })] };

        static ThriftStruct PairOf(string key) =>
            new() { [1] = new(ThriftType.Binary) { Bytes = System.Text.Encoding.UTF8.GetBytes(key) }, [2] = new(ThriftType.Binary) { Bytes = [.. "{}"u8] } };
    }

    private static string Shown(SchemaElement e) =>
        $"{e.Name} {e.Type} {e.TypeLength} {e.RepetitionType} {e.NumChildren} {e.ConvertedType} {e.Scale} {e.Precision} {e.FieldId} {e.LogicalType is not null}";

    private static List<string> ChunksOf(string path, FileMetaData file)
    {
        var bytes = File.ReadAllBytes(path);
        return [.. file.RowGroups.SelectMany(group => group.Columns).Select(chunk =>
        {
            var meta = chunk.MetaData!;
            var begin = (int)(meta.DictionaryPageOffset is > 0 and var page ? Math.Min(page, meta.DataPageOffset) : meta.DataPageOffset);
            return $"{string.Join('.', meta.PathInSchema)} {meta.Codec} {Convert.ToHexString(bytes, begin, (int)meta.TotalCompressedSize)}";
        })];
    }

    private static List<string[]> Rows(LeadFile file, int skip = 0)
    {
        using var reader = file.Open();
        var rows = new List<string[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(skip, reader.Columns.Count - skip).Select(i => reader.Value(i).ToString())]);
        }

        return rows;
    }

    private string RefusedAfter(byte[] bytes) => Refused(() => Rows(LeadFiles.At(_folder.Write("b.parquet", bytes)))).Message;

    private async Task PassThroughAsync(string?[][] groups, int limit)
    {
        var file = LeadFiles.At(await WriteAsync(groups));
        Label(file, Added, reader => [$"{reader.Row}", "0.5", ""]);
        var expected = groups.SelectMany(group => group).Select((text, i) => (string[])[text ?? "", $"{i + 1}", "0.5", ""]);
        Assert.Equal(expected, Rows(LeadFiles.At(_folder.File("a.labelled.parquet"))));

        Label(file, Added, reader => [$"{reader.Row}", "0.5", ""], limit);
        Assert.Equal(expected.Take(limit), Rows(LeadFiles.At(_folder.File("a.labelled.parquet"))).Where(row => row[1].Length > 0));
    }

    private async Task<string> WriteAsync(string?[][] groups)
    {
        var schema = new ParquetSchema(new DataField<string>("Title"));
        await using var stream = File.Create(_folder.File("a.parquet"));
        await using var writer = await ParquetWriter.CreateAsync(schema, stream);
        foreach (var group in groups)
        {
            using var rows = writer.CreateRowGroup();
            await rows.WriteAsync(schema.DataFields[0], group!);
        }

        return _folder.File("a.parquet");
    }

    private async Task<string> WriteTypedAsync()
    {
        var schema = new ParquetSchema(
            new DataField<string>("s"), new DataField<double?>("d?"), new DataField<int>("i"), new DataField<double>("d"),
            new DecimalDataField("m", 18, 4),
            new DateTimeDataField(
                "at", DateTimeFormat.Timestamp), new DataField<DateOnly>("day"), new DataField<bool>("b"), new DataField<Guid>("g"),
            new ListField("tags", new DataField<string>("element")));
        await using var stream = File.Create(_folder.File("a.parquet"));
        await using var writer = await ParquetWriter.CreateAsync(schema, stream);
        using var group = writer.CreateRowGroup();
        var fields = schema.DataFields;
        await group.WriteAsync(fields[0], ["Müller", null!]);
        await group.WriteAsync<double>(fields[1], new double?[] { null, 2.5 }.AsMemory());
        await group.WriteAsync<int>(fields[2], new[] { -7, 8 });
        await group.WriteAsync<double>(fields[3], new[] { 0.1, 3 });
        await group.WriteAsync<decimal>(fields[4], new[] { 12.5m, -0.0001m });
        await group.WriteAsync<DateTime>(
            fields[5],
            new[] { new DateTime(2026, 3, 29, 1, 2, 3, 500, DateTimeKind.Utc), new DateTime(2026, 3, 29, 0, 0, 0, DateTimeKind.Utc) });
        await group.WriteAsync<DateOnly>(fields[6], new[] { new DateOnly(2026, 3, 29), DateOnly.MinValue });
        await group.WriteAsync<bool>(fields[7], new[] { true, false });
        await group.WriteAsync<Guid>(
            fields[8], new[] { Guid.Parse("00000000-0000-0000-0000-000000000001"), Guid.Parse("00000000-0000-0000-0000-000000000002") });
        await group.WriteAsync(fields[9], ["x", "y", "z"], new[] { 0, 1, 0 });
        return _folder.File("a.parquet");
    }
}
