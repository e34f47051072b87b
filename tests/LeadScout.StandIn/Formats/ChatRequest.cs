using System.Collections.Immutable;
using System.Text.Json;

namespace LeadScout.StandIn.Formats;

/// <summary>What a client asked, whatever the wire format.</summary>
/// <param name="System">The system message.</param>
/// <param name="User">The user message.</param>
/// <param name="MostOutput">The limit on output tokens, or null.</param>
/// <param name="Labels">The labels of the reply's schema; empty without a schema.</param>
/// <param name="Body">The request as it came.</param>
public sealed record ChatRequest(string System, string User, int? MostOutput, ImmutableArray<string> Labels, JsonElement Body)
{
    /// <summary>
    /// The items by id, in order, without the fence that sets them off; empty if the user message is not of the wire contract.
    /// </summary>
    public ImmutableArray<KeyValuePair<string, string>> Items { get; } = ItemsOf(User);

    /// <summary>The mark of the fence around each item; null where there is none.</summary>
    public string? Fence { get; } = FenceOf(User);

    /// <summary>
    /// The questions of a request that asks several about each item, with their labels, in order; empty when it asks one.
    /// </summary>
    public ImmutableArray<KeyValuePair<string, ImmutableArray<string>>> Questions { get; } = QuestionsIn(Body);

    /// <summary>What is asked about each item, one for each question, told by its labels.</summary>
    public ImmutableArray<string> Asked =>
        [.. Questions.Select(question => question.Value).DefaultIfEmpty(Labels).Select(labels => string.Join('|', labels))];

    /// <summary>The text of a content that is a string, or a list of parts.</summary>
    internal static string TextOf(JsonElement content) => content.ValueKind switch
    {
        JsonValueKind.String => content.GetString()!,
        JsonValueKind.Array =>
            string.Concat(content.EnumerateArray().Select(part => part.TryGetProperty("text", out var text) ? text.GetString() : "")),
        _ => "",
    };

    /// <summary>The contents of all messages of a role.</summary>
    internal static string TextOf(JsonElement body, string role) =>
        string.Concat(body.GetProperty("messages").EnumerateArray()
            .Where(message => message.GetProperty("role").GetString() == role)
            .Select(message => TextOf(message.GetProperty("content"))));

    /// <summary>The first enum of strings anywhere in a schema.</summary>
    internal static ImmutableArray<string> LabelsIn(JsonElement schema)
    {
        if (schema.ValueKind == JsonValueKind.Array)
        {
            return schema.EnumerateArray().Select(LabelsIn).FirstOrDefault(labels => !labels.IsEmpty, []);
        }

        if (schema.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        return schema.TryGetProperty("enum", out var values)
            ? [.. values.EnumerateArray().Select(value => value.GetString()!)]
            : schema.EnumerateObject().Select(property => LabelsIn(property.Value)).FirstOrDefault(labels => !labels.IsEmpty, []);
    }

    private static ImmutableArray<KeyValuePair<string, ImmutableArray<string>>> QuestionsIn(JsonElement body) =>
        DefinitionsIn(body) is { } definitions && definitions.TryGetProperty("item", out var item)
        ? [.. item.GetProperty("properties").EnumerateObject()
            .Select(question => KeyValuePair.Create(question.Name, LabelsIn(definitions.GetProperty(question.Value.GetProperty("$ref").GetString()!.Split('/')[^1]))))]
        : [];

    private static JsonElement? DefinitionsIn(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object when json.TryGetProperty("$defs", out var definitions) => definitions,
        JsonValueKind.Object =>
            json.EnumerateObject().Select(property => DefinitionsIn(property.Value)).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static ImmutableArray<KeyValuePair<string, string>> ItemsOf(string user)
    {
        try
        {
            using var document = MessageIn(user);
            return [.. document.RootElement.GetProperty("items").EnumerateObject()
                .Select(item => KeyValuePair.Create(item.Name, Inside(item.Value.GetString()!, FenceIn(document.RootElement))))];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return [];
        }
    }

    private static string? FenceOf(string user)
    {
        try
        {
            using var document = MessageIn(user);
            return FenceIn(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    // A client may put the instructions before the items.
    private static JsonDocument MessageIn(string user) => JsonDocument.Parse(
        user[Math.Max(0, Math.Max(
            user.LastIndexOf("\n{\"items\"", StringComparison.Ordinal), user.LastIndexOf("\n{\"fence\"", StringComparison.Ordinal)))..]);

    private static string? FenceIn(JsonElement message) => message.TryGetProperty("fence", out var fence) ? fence.GetString() : null;

    private static string Inside(string item, string? fence) =>
        fence is not null && item.StartsWith($"<{fence}>", StringComparison.Ordinal) && item.EndsWith($"</{fence}>", StringComparison.Ordinal)
            ? item[(fence.Length + 2)..^(fence.Length + 3)]
            : item;
}
