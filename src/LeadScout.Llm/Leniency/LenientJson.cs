using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace LeadScout.Llm.Leniency;

/// <summary>Reads values whose kind is not the one that it should be.</summary>
internal static class LenientJson
{
    /// <summary>A member of an object; undefined where there is none, or no object.</summary>
    public static JsonElement At(this JsonElement element, string name) =>
        element.ValueKind != JsonValueKind.Object ? default
        : Try(element, name) is { } found ? found
        : element.Members().LastOrDefault(member => member.Name == name).Value;

    /// <summary>
    /// The words of a JSON string. Half a character, as in an emoji that was cut in the middle, and bytes that are none become U+FFFD: who
    /// reads one reply or error must not lose all of it over that.
    /// </summary>
    public static string Words(this JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return HalfCharacters.Unescaped(JsonMarshal.GetRawUtf8Value(text)[1..^1]);
        }
    }

    /// <summary>An object's members, each with its name read like <see cref="Words"/>.</summary>
    public static IEnumerable<(string Name, JsonElement Value)> Members(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject().Select(member => (NameOf(member), member.Value)) : [];

    /// <summary>This, or another where this is undefined.</summary>
    public static JsonElement Or(this JsonElement element, JsonElement other) =>
        element.ValueKind == JsonValueKind.Undefined ? other : element;

    /// <summary>The elements of an array; none of anything else.</summary>
    public static IEnumerable<JsonElement> Elements(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    /// <summary>A text as it is, and what else there is as JSON; null for nothing.</summary>
    public static string? Text(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.String => element.Words(),
        _ => element.GetRawText(),
    };

    /// <summary>Reads a count: a whole number, which may be in quotes or end in .0. Returns null for anything else.</summary>
    public static int? Count(this JsonElement element) =>
        element.ValueKind is JsonValueKind.Number or JsonValueKind.String
        && decimal.TryParse(element.Text(), NumberStyles.Float, CultureInfo.InvariantCulture, out var count)
        && count is >= 0 and <= int.MaxValue && count == decimal.Truncate(count) ? (int)count : null;

    // Undefined where there is none; null where names can't be compared, because one of them has half a character.
    private static JsonElement? Try(JsonElement element, string name)
    {
        try
        {
            return element.TryGetProperty(name, out var member) ? member : default(JsonElement);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return HalfCharacters.Unescaped(JsonMarshal.GetRawUtf8PropertyName(member));
        }
    }
}
