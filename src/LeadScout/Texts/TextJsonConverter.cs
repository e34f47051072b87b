using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadScout.Texts;

/// <summary>Writes a value to JSON as the text that it is known by, also where it is the key of a dictionary, and reads it again.</summary>
/// <typeparam name="T">The value's type; its <see cref="object.ToString"/> gives the text.</typeparam>
public abstract class TextJsonConverter<T> : JsonConverter<T>
    where T : struct
{
    /// <inheritdoc/>
    public sealed override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parsed(reader.GetString());

    /// <inheritdoc/>
    public sealed override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parsed(reader.GetString());

    /// <inheritdoc/>
    public sealed override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());

    /// <inheritdoc/>
    public sealed override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString() ?? "");

    /// <summary>Reads the text.</summary>
    /// <exception cref="FormatException">It is none of this kind.</exception>
    protected abstract T Parse(string text);

    private T Parsed(string? text)
    {
        try
        {
            return Parse(text ?? "");
        }
        catch (FormatException e)
        {
            throw new JsonException(e.Message, e);
        }
    }
}
