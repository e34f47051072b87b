using Apache.Arrow;
using Apache.Arrow.Types;
using LeadScout.Jobs.Planning;
using ParquetSharp;
using ParquetSharp.Arrow;
using FixedSizeBinaryArray = Apache.Arrow.Arrays.FixedSizeBinaryArray;
using TimeUnit = Apache.Arrow.Types.TimeUnit;

namespace LeadScout.Files.Tests.Parquet;

/// <summary>
/// Lists as Arrow's own C++ library writes them, of types that Parquet itself has no word for, and what that library reads of a file.
/// </summary>
internal static class ArrowLists
{
    /// <summary>Columns of every kind that only Arrow's copy of the schema can tell apart, and nested ones.</summary>
    /// <param name="path">Of the file.</param>
    /// <param name="properties">How it is written.</param>
    /// <param name="notes">The schema's metadata.</param>
    /// <param name="storeSchema">Whether Arrow's copy of the schema is kept.</param>
    /// <param name="groups">How many leads each row group has; null for three, none and one.</param>
    public static void Write(
        string path, WriterProperties? properties = null, IReadOnlyDictionary<string, string>? notes = null, bool storeSchema = true,
        int[]? groups = null)
    {
        using var arrow = storeSchema ? new ArrowWriterPropertiesBuilder().StoreSchema().Build() : ArrowWriterProperties.GetDefault();
        using var writer = new FileWriter(path, SchemaOf(notes), properties ?? WriterProperties.GetDefaultWriterProperties(), arrow);
        foreach (var rows in groups ?? [3, 0, 1])
        {
            writer.NewBufferedRowGroup();
            writer.WriteBufferedRecordBatch(Batch(writer.Schema, rows));
        }

        writer.Close();
    }

    /// <summary>What Arrow reads: the schema, each field in full, and every value, one a line, by row group.</summary>
    public static List<string> Read(string path, int? columns = null)
    {
        using var reader = new FileReader(path);
        var count = columns ?? reader.Schema.FieldsList.Count;
        var lines = reader.Schema.FieldsList.Take(count).Select(Shown).ToList();
        for (var group = 0; group < reader.NumRowGroups; group++)
        {
            lines.Add($"row group {group}");
            using var batches = reader.GetRecordBatchReader([group]);
            while (batches.ReadNextRecordBatchAsync().AsTask().GetAwaiter().GetResult() is { } batch)
            {
                lines.AddRange(batch.Arrays.Take(count).Select((array, i) => $"{batch.Schema.FieldsList[i].Name}: {Values(array)}"));
            }
        }

        return lines;
    }

    private static string Shown(Field field) =>
        $"{field.Name} {Shown(field.DataType)} {field.IsNullable} {string.Join(';', (field.Metadata ?? new Dictionary<string, string>()).Select(pair => $"{pair.Key}={pair.Value}").Order())}";

    private static string Shown(IArrowType type) => type switch
    {
        TimestampType timestamp => $"timestamp {timestamp.Unit} {timestamp.Timezone}",
        DurationType duration => $"duration {duration.Unit}",
        DictionaryType dictionary => $"dictionary {dictionary.IndexType.Name} {dictionary.ValueType.Name} {dictionary.Ordered}",
        NestedType nested => $"{nested.Name}({string.Join(',', nested.Fields.Select(Shown))})",
        _ => type.Name,
    };

    private static string Values(IArrowArray array) => array switch
    {
        StructArray structure => $"{{{string.Join(" ", structure.Fields.Select(Values))}}}",
        ListArray list => $"[{string.Join(',', Enumerable.Range(0, list.Length).Select(i => list.IsNull(i) ? "null" : Values(list.GetSlicedValues(i))))}]",
        DictionaryArray dictionary => $"{Values(dictionary.Indices)} of {Values(dictionary.Dictionary)}",
        _ => string.Join(' ', array.Data.Buffers.Select(buffer => Convert.ToHexString(buffer.Span))),
    };

    private static Schema SchemaOf(IReadOnlyDictionary<string, string>? notes)
    {
        var schema = new Schema.Builder()
            .Field(new Field("Title", StringType.Default, nullable: true, [KeyValuePair.Create("unit", "none")]))
            .Field(new Field("at", new TimestampType(TimeUnit.Microsecond, "Europe/Berlin"), nullable: true))
            .Field(new Field("took", DurationType.Second, nullable: true))
            .Field(new Field("grade", new DictionaryType(Int8Type.Default, StringType.Default, ordered: true), nullable: true))
            .Field(new Field("large", LargeStringType.Default, nullable: true))
            .Field(new Field("day", Date64Type.Default, nullable: true))
            .Field(new Field("tags", new ListType(new Field("element", DurationType.Nanosecond, nullable: true)), nullable: true))
            .Field(
                new Field("at home", new StructType([new Field("zip", StringType.Default, true), new Field("since", new TimestampType(TimeUnit.Millisecond, "Asia/Kolkata"), true)]), nullable: true))
            .Field(
                new Field("id", new FixedSizeBinaryType(16), nullable: true, [KeyValuePair.Create("ARROW:extension:name", "arrow.uuid"), KeyValuePair.Create("ARROW:extension:metadata", "")]));
        foreach (var (key, value) in notes ?? new Dictionary<string, string>())
        {
            schema.Metadata(key, value);
        }

        return schema.Build();
    }

    private static RecordBatch Batch(Schema schema, int rows)
    {
        var numbers = Enumerable.Range(0, rows).ToArray();
        var texts = new StringArray.Builder().AppendRange(numbers.Select(i => $"Lead {i}")).Build();
        var large = new LargeStringArray.Builder().AppendRange(numbers.Select(i => $"long {i}")).Build();
        var durations = new DurationArray.Builder(DurationType.Second).AppendRange(numbers.Select(i => (long)i * 3600)).Build();
        var tags = new ListArray.Builder(
            schema.GetFieldByName("tags").DataType is ListType list ? list.ValueField : throw new InvalidOperationException());
        foreach (var i in numbers)
        {
            tags.Append();
            ((DurationArray.Builder)tags.ValueBuilder).Append(i);
        }

        var address = new StructArray(
            schema.GetFieldByName("at home").DataType, rows,
            [texts, new TimestampArray.Builder(new TimestampType(TimeUnit.Millisecond, "Asia/Kolkata")).AppendRange(numbers.Select(i => DateTimeOffset.UnixEpoch.AddDays(i))).Build()],
            ArrowBuffer.Empty);
        var ids = new ArrayData(
            new FixedSizeBinaryType(16),
            rows,
            0,
            0,
            [ArrowBuffer.Empty, new ArrowBuffer(numbers.SelectMany(i => new Guid(i, 2, 3, new byte[8]).ToByteArray()).ToArray())]);
        return new RecordBatch(schema,
            [
                texts,
                new TimestampArray.Builder((TimestampType)schema.GetFieldByName("at").DataType)
                    .AppendRange(numbers.Select(i => DateTimeOffset.UnixEpoch.AddHours(i)))
                    .Build(),
                durations,
                new DictionaryArray(
                    (DictionaryType)schema.GetFieldByName("grade").DataType,
                    new Int8Array.Builder().AppendRange(numbers.Select(i => (sbyte)(i % 2))).Build(),
                    new StringArray.Builder().AppendRange(["low", "high"]).Build()),
                large,
                new Date64Array.Builder().AppendRange(numbers.Select(i => DateTimeOffset.UnixEpoch.AddDays(i))).Build(),
                tags.Build(),
                address,
                new FixedSizeBinaryArray(ids),
            ],
            rows);
    }
}
