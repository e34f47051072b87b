using System.Text.Json;

namespace LeadScout.StandIn.Picky;

/// <summary>A server that does not take everything, and what it says then: imitations of what public reports say of real ones.</summary>
/// <param name="Name">Who speaks so.</param>
/// <param name="Teacher">Under which name it is asked.</param>
/// <param name="Rejects">What it refuses.</param>
public sealed record PickyServer(string Name, string Teacher, Func<JsonElement, Rejection?> Rejects)
{
    public override string ToString() => Name;

    /// <summary>A server that refuses what a condition says, always in the same words.</summary>
    public static PickyServer Of(
        string name, string teacher, Func<JsonElement, bool> dislikes, int status, string words, string type = "application/json") =>
        new(name, teacher, body => dislikes(body) ? new Rejection(status, words, type) : null);

    public static bool Has(JsonElement body, string path) => At(body, path) is not null;

    public static JsonElement? At(JsonElement body, string path)
    {
        var at = body;
        foreach (var name in path.Split('.'))
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return null;
            }
        }

        return at;
    }

    public static string? Type(JsonElement body) => At(body, "response_format.type")?.GetString();

    public static bool HasSchema(JsonElement body) =>
        Has(body, "response_format.json_schema")
            || Has(body, "output_config.format")
            || At(body, "format")?.ValueKind == JsonValueKind.Object;

    public static bool IsStrict(JsonElement body) => At(body, "response_format.json_schema.strict") is { ValueKind: JsonValueKind.True };

    public static bool Says(JsonElement body, string text) =>
        (At(body, "response_format") ?? At(body, "format") ?? At(body, "output_config") ?? default) is { ValueKind: not JsonValueKind.Undefined } format
            && format.GetRawText().Contains(text, StringComparison.Ordinal);

    public static bool HasRole(JsonElement body, string role) =>
        body.GetProperty("messages").EnumerateArray().Any(message => message.GetProperty("role").GetString() == role);

    public static int Limit(JsonElement body) =>
        (At(body, "max_tokens") ?? At(body, "max_completion_tokens") ?? At(body, "options.num_predict"))?.GetInt32() ?? 0;
}
