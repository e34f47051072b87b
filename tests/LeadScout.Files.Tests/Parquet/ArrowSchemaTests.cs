using System.Text.Json.Nodes;
using CsCheck;
using LeadScout.Files.Parquet;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using ParquetSharp;
using static LeadScout.Files.Tests.TestFolder;
using Encoding = System.Text.Encoding;

namespace LeadScout.Files.Tests.Parquet;

public sealed class ArrowSchemaTests : IDisposable
{
    private static readonly string[] Columns = ["Title", "at", "took", "grade", "large", "day", "tags", "at home", "id"];
    private static readonly AddedColumn[] Added = [new("q"), new("q_confidence", IsNumber: true)];

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Arrow_reads_of_the_result_what_it_read_before_and_the_added_columns(bool storeSchema)
    {
        ArrowLists.Write(_folder.File("a.parquet"), storeSchema: storeSchema);
        Label(_folder.File("a.parquet"));

        var before = ArrowLists.Read(_folder.File("a.parquet"));
        Assert.Contains(
            storeSchema ? "timestamp Microsecond Europe/Berlin" : "timestamp Microsecond UTC", before[1], StringComparison.Ordinal);
        Assert.Equal(before, ArrowLists.Read(_folder.File("a.labelled.parquet"), columns: 9));
        var after = ArrowLists.Read(_folder.File("a.labelled.parquet"));
        Assert.Equal(["q utf8 True ", "q_confidence double True "], after[9..11]);
    }

    [Fact]
    public void A_result_that_is_labelled_again_is_read_as_well()
    {
        ArrowLists.Write(_folder.File("a.parquet"));
        Label(_folder.File("a.parquet"));
        TestFolder.Label(LeadFiles.At(_folder.File("a.labelled.parquet")), ["second"], _ => ["x"]);
        Assert.Equal(
            ArrowLists.Read(_folder.File("a.labelled.parquet")), ArrowLists.Read(_folder.File("a.labelled.labelled.parquet"), columns: 11));
    }

    [Fact]
    public void No_smallest_and_largest_text_is_stated_because_the_library_orders_texts_otherwise_than_Parquet()
    {
        ArrowLists.Write(_folder.File("a.parquet"));
        TestFolder.Label(
            LeadFiles.At(_folder.File("a.parquet")),
            ["q", "q_confidence"],
            reader => [reader.Row == 1 ? "\U0001F600" : "\uFB01", reader.Row == 2 ? "" : "0.5"]);
        using var file = new ParquetFileReader(_folder.File("a.labelled.parquet"));
        using var group = file.RowGroup(0);
        using var label = group.MetaData.GetColumnChunkMetaData(file.FileMetaData.Schema.ColumnIndex("q"));
        Assert.False(label.Statistics?.HasMinMax ?? false);
        Assert.Equal(0, label.Statistics?.NullCount ?? 0);
        using var before = group.MetaData.GetColumnChunkMetaData(0);
        Assert.True(before.Statistics!.HasMinMax);
    }

    [Fact]
    public void Row_groups_stay_empty_ones_too()
    {
        ArrowLists.Write(_folder.File("a.parquet"), groups: [0, 2, 0, 0, 1, 0]);
        Label(_folder.File("a.parquet"));
        using var file = new ParquetFileReader(_folder.File("a.labelled.parquet"));
        Assert.Equal(
            [0, 2, 0, 0, 1, 0], Enumerable.Range(0, file.FileMetaData.NumRowGroups).Select(i => file.RowGroup(i).MetaData.NumRows));
    }

    [Fact]
    public void Pandas_Spark_and_Avro_learn_of_the_added_columns_and_what_they_knew_stays_byte_for_byte()
    {
        ArrowLists.Write(_folder.File("a.parquet"), notes: new Dictionary<string, string>
        {
            ["pandas"] = """{"index_columns": [], "columns": [{"name": "Title"} ] , "creator": {"columns": [1]}}""",
            ["org.apache.spark.sql.parquet.row.metadata"] = """{"type":"struct","fields":[]}""",
            ["parquet.avro.schema"] = """{"type":"record","name":"ü","fields":[{"name":"Title","type":"string"}]}""",
            ["avro.schema"] = "no JSON",
            ["mine"] = "stays: [ü]",
        });
        Label(_folder.File("a.parquet"));

        var notes = NotesOf(_folder.File("a.labelled.parquet"));
        Assert.StartsWith("""{"index_columns": [], "columns": [{"name": "Title"} , {""", notes["pandas"], StringComparison.Ordinal);
        Assert.EndsWith(
            """}] , "creator": {"columns": [1]}}""",
            notes["pandas"].Replace("} , {", "}, {", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.Equal(
            ["Title", "q", "q_confidence"],
            JsonNode.Parse(notes["pandas"])!["columns"]!.AsArray().Select(column => (string)column!["name"]!));
        Assert.Equal(
            """{"type":"struct","fields":[{"name":"q","type":"string","nullable":true,"metadata":{}}, {"name":"q_confidence","type":"double","nullable":true,"metadata":{}}]}""",
            notes["org.apache.spark.sql.parquet.row.metadata"]);
        Assert.Equal("""["null","double"]""", JsonNode.Parse(notes["parquet.avro.schema"])!["fields"]![2]!["type"]!.ToJsonString());
        Assert.Equal("no JSON", notes["avro.schema"]);
        Assert.Equal("stays: [ü]", notes["mine"]);

        using var arrow = new ParquetSharp.Arrow.FileReader(_folder.File("a.labelled.parquet"));
        Assert.Equal(notes["pandas"], arrow.Schema.Metadata["pandas"]);
    }

    [Fact]
    public void A_schema_of_other_columns_is_left_out_because_Arrow_refuses_it()
    {
        ArrowLists.Write(_folder.File("a.parquet"));
        var schema = Encoding.UTF8.GetBytes(NotesOf(_folder.File("a.parquet"))["ARROW:schema"]);
        Assert.NotNull(ArrowSchema.Extended(schema, Columns, Added, new Dictionary<string, byte[]>()));
        Assert.Null(ArrowSchema.Extended(schema, [.. Columns[..^1], "other"], Added, new Dictionary<string, byte[]>()));
        Assert.Null(ArrowSchema.Extended(schema, Columns[..^1], Added, new Dictionary<string, byte[]>()));
    }

    [Fact]
    public void A_damaged_schema_is_extended_or_left_out_and_never_crashes()
    {
        ArrowLists.Write(_folder.File("a.parquet"));
        var whole = Convert.FromBase64String(NotesOf(_folder.File("a.parquet"))["ARROW:schema"]);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, Gen.Int[0, whole.Length]).Sample(
            (at, value, length) =>
            {
                var bytes = (byte[])[.. whole];
                bytes[at] = value;
                ArrowSchema.Extended(
                    Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes)), Columns, Added, new Dictionary<string, byte[]>());
                ArrowSchema.Extended(
                    Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes, 0, length)), Columns, Added, new Dictionary<string, byte[]>());
            },
            iter: 2000);
        Assert.Null(ArrowSchema.Extended("?"u8, Columns, Added, new Dictionary<string, byte[]>()));
    }

    private static void Label(string path) =>
        TestFolder.Label(LeadFiles.At(path), ["q", "q_confidence"], reader => [$"Ü{reader.Row}", "0.5"]);

    private static IReadOnlyDictionary<string, string> NotesOf(string path)
    {
        using var file = new ParquetFileReader(path);
        return file.FileMetaData.KeyValueMetadata;
    }
}
