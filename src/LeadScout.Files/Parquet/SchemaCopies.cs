using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadScout.Jobs.Lists;

namespace LeadScout.Files.Parquet;

/// <summary>
/// The copies of the schema that other programs keep among the key-values of a Parquet file, and go by instead of Parquet's own: they learn
/// of the added columns, and keep all else as it stands.
/// </summary>
internal static class SchemaCopies
{
    private const string Arrow = "ARROW:schema";

    // Key, property that lists the columns, and a column as it stands there: of text, of numbers.
    private static readonly (string Key, string List, Func<AddedColumn, JsonObject> Column)[] InJson =
    [
        ("pandas", "columns", Pandas),
        ("org.apache.spark.sql.parquet.row.metadata", "fields", Spark),
        ("parquet.avro.schema", "fields", Avro),
        ("avro.schema", "fields", Avro),
    ];

    /// <summary>The key-values with the added columns.</summary>
    /// <param name="pairs">As they stand in the footer.</param>
    /// <param name="columns">The names of the columns before.</param>
    /// <param name="added">The added columns.</param>
    /// <returns>New values by key; null for a pair that has to go: Arrow refuses files whose schema there is of other columns.</returns>
    public static Dictionary<string, byte[]?> Extended(
        IReadOnlyDictionary<string, byte[]> pairs, IReadOnlyList<string> columns, IReadOnlyList<AddedColumn> added)
    {
        var notes = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (key, list, column) in InJson)
        {
            if (pairs.TryGetValue(key, out var json) && Appended(json, list, added.Select(column)) is { } longer)
            {
                notes.Add(key, longer);
            }
        }

        var extended = new Dictionary<string, byte[]?>(notes!, StringComparer.Ordinal);
        if (pairs.TryGetValue(Arrow, out var schema))
        {
            extended.Add(Arrow, ArrowSchema.Extended(schema, columns, added, notes));
        }

        return extended;
    }

    /// <returns>The JSON with the elements at the end of a list; null when it is not what its key says.</returns>
    private static byte[]? Appended(ReadOnlySpan<byte> json, string list, IEnumerable<JsonObject> elements)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isList = reader.ValueTextEquals(list);
                reader.Read();
                var isEmpty = json[(int)reader.BytesConsumed..].TrimStart(" \t\r\n"u8) is [(byte)']', ..];
                var isArray = reader.TokenType == JsonTokenType.StartArray;
                reader.Skip();
                if (isList && isArray)
                {
                    var end = (int)reader.TokenStartIndex;
                    var more = string.Join(", ", elements.Select(element => element.ToJsonString()));
                    return [.. json[..end], .. Encoding.UTF8.GetBytes((isEmpty ? "" : ", ") + more), .. json[end..]];
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }

        return null;
    }

    private static JsonObject Pandas(AddedColumn column) => new()
    {
        ["name"] = column.Name,
        ["field_name"] = column.Name,
        ["pandas_type"] = column.IsNumber ? "float64" : "unicode",
        ["numpy_type"] = column.IsNumber ? "float64" : "object",
        ["metadata"] = null,
    };

    private static JsonObject Spark(AddedColumn column) => new()
    {
        ["name"] = column.Name,
        ["type"] = column.IsNumber ? "double" : "string",
        ["nullable"] = true,
        ["metadata"] = new JsonObject(),
    };

    private static JsonObject Avro(AddedColumn column) => new()
    {
        ["name"] = column.Name,
        ["type"] = new JsonArray("null", column.IsNumber ? "double" : "string"),
        ["default"] = null,
    };
}
