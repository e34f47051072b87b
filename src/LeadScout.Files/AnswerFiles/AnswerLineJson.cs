using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadScout.Files.AnswerFiles;

/// <summary>An answer as one line of JSON. A field that this program does not know would be lost, so it is refused.</summary>
[JsonSerializable(typeof(AnswerLine))]
internal sealed partial class AnswerLineJson : JsonSerializerContext
{
    private static readonly AnswerLineJson Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // for a program, not for a web page: texts keep their letters
    });

    public static string Of(AnswerLine line) => JsonSerializer.Serialize(line, Readable.AnswerLine);

    /// <exception cref="FormatException">Not such a line.</exception>
    public static AnswerLine Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Readable.AnswerLine) ?? throw new FormatException("it says null");
        }
        catch (JsonException e)
        {
            throw new FormatException($"it is not a JSON object with the fields of an answer ({(e.Message.Split(". Path")[0])})", e);
        }
    }
}
