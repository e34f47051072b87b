using System.Text.Encodings.Web;
using System.Text.Json;

namespace LeadScout.Scale.Lists;

/// <summary>Writes a large list as JSON Lines, the first column as a number.</summary>
internal static class JsonLinesList
{
    public static void Write(LargeList list, string path)
    {
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1024 * 1024);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        var columns = list.Columns;
        foreach (var row in list.Rows())
        {
            json.WriteStartObject();
            json.WritePropertyName(columns[0]);
            json.WriteRawValue(row[0]);
            for (var i = 1; i < row.Length; i++)
            {
                json.WriteString(columns[i], row[i]);
            }

            json.WriteEndObject();
            json.Flush();
            json.Reset();
            stream.WriteByte((byte)'\n');
        }
    }
}
