using System.Text.Json.Nodes;

namespace LeadScout.Llm.Negotiation;

/// <summary>Changes a request's body as a profile says.</summary>
internal static class RequestShaper
{
    private const string JsonReminder = "\n\nReply in json.";

    public static void Shape(JsonObject body, RequestProfile profile)
    {
        ShapeFormat(body, profile);
        ShapeLimit(body, profile);
        foreach (var path in profile.Dropped)
        {
            RequestBody.Remove(body, path);
        }

        foreach (var (name, value) in profile.Added)
        {
            body[name] = JsonNode.Parse(value);
        }

        if (profile.SaysJson)
        {
            AppendToSystem(body, JsonReminder);
        }

        if (profile.FoldsSystem)
        {
            FoldSystem(body);
        }
    }

    private static void ShapeFormat(JsonObject body, RequestProfile profile)
    {
        if (RequestBody.FormatPath(body) is not { } path)
        {
            return;
        }

        var asSchema = profile.Format == ReplyFormat.Schema && RequestBody.Schema(body) is not null;
        if (asSchema && !(profile.IsInlined && !SchemaForm.Inline(RequestBody.Schema(body)!)))
        {
            if (profile.IsOpen)
            {
                SchemaForm.Open(RequestBody.Schema(body)!);
            }

            if (!profile.IsStrict)
            {
                RequestBody.Remove(body, "response_format.json_schema.strict");
            }

            return;
        }

        // Anthropic knows schemas only.
        if (profile.Format == ReplyFormat.None || path == "output_config.format")
        {
            RequestBody.Remove(body, path);
        }
        else
        {
            RequestBody.Set(body, path, path == "format" ? "json" : new JsonObject { ["type"] = "json_object" });
        }
    }

    private static void ShapeLimit(JsonObject body, RequestProfile profile)
    {
        if (RequestBody.LimitPath(body) is not { } path)
        {
            return;
        }

        var limit = (int)RequestBody.At(body, path)!;
        var most = Math.Min(limit, profile.MostOutput ?? int.MaxValue);
        if (profile.RenamesLimit && path != RequestBody.Limits[2])
        {
            body.Remove(path);
            path = path == RequestBody.Limits[0] ? RequestBody.Limits[1] : RequestBody.Limits[0];
            body[path] = most;
        }
        else if (most != limit)
        {
            RequestBody.Set(body, path, most);
        }
    }

    private static void AppendToSystem(JsonObject body, string words)
    {
        if (body["system"] is { } system)
        {
            body["system"] = TextOf(system) + words;
        }
        else if (SystemOf(body) is { } message)
        {
            message["content"] = TextOf(message["content"]) + words;
        }
    }

    private static void FoldSystem(JsonObject body)
    {
        var messages = body["messages"] as JsonArray;
        var (system, user) = (SystemOf(body), messages?.OfType<JsonObject>().LastOrDefault(message => (string?)message["role"] == "user"));
        var instructions = body["system"] is { } own ? TextOf(own) : TextOf(system?["content"]);
        if (user is null || instructions.Length == 0)
        {
            return;
        }

        user["content"] = instructions + "\n\n" + TextOf(user["content"]);
        body.Remove("system");
        if (system is not null)
        {
            messages!.Remove(system);
        }
    }

    private static JsonObject? SystemOf(JsonObject body) =>
        (body["messages"] as JsonArray)?.OfType<JsonObject>()
            .FirstOrDefault(message => (string?)message["role"] is "system" or "developer");

    private static string TextOf(JsonNode? content) => content switch
    {
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonArray parts => string.Concat(parts.OfType<JsonObject>().Select(part => (string?)part["text"])),
        _ => "",
    };
}
