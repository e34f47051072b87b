using System.Globalization;
using System.Text.Json;

namespace LeadScout.Llm.Leniency;

/// <summary>Reads values whose kind is not the one that it should be.</summary>
internal static class LenientJson
{
    /// <summary>A member of an object; undefined where there is none, or no object.</summary>
    public static JsonElement At(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

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
        JsonValueKind.String => element.GetString(),
        _ => element.GetRawText(),
    };

    /// <summary>Reads a count: a whole number, which may be in quotes or end in .0. Returns null for anything else.</summary>
    public static int? Count(this JsonElement element) =>
        element.ValueKind is JsonValueKind.Number or JsonValueKind.String
        && decimal.TryParse(element.Text(), NumberStyles.Float, CultureInfo.InvariantCulture, out var count)
        && count is >= 0 and <= int.MaxValue && count == decimal.Truncate(count) ? (int)count : null;
}
