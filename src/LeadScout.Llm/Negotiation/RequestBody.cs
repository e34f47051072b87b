using System.Text.Json.Nodes;

namespace LeadScout.Llm.Negotiation;

/// <summary>A request's body in any of the wire formats: finds its parts, and changes them.</summary>
internal static class RequestBody
{
    /// <summary>The names of the output limit, in the order of the wire formats; the first two stand for each other.</summary>
    public static readonly string[] Limits = ["max_tokens", "max_completion_tokens", "options.num_predict"];

    private static readonly string[] Formats = ["response_format", "output_config.format", "format"];

    // Without these there is no request, or they are the product's own part of it.
    private static readonly string[] Needed = ["model", "messages", "system", "stream"];

    // Objects that hold parameters; other objects are one.
    private static readonly string[] Holders = ["options", "output_config", "stream_options", "reasoning"];

    /// <summary>Whether the wire format is Anthropic's, which can't do without a limit.</summary>
    public static bool IsAnthropic(JsonObject body) => body.ContainsKey("system") || body.ContainsKey("output_config");

    /// <summary>The paths of all parameters that may be left out, the reply's format and the output limit aside.</summary>
    public static IEnumerable<string> Parameters(JsonObject body)
    {
        foreach (var (name, value) in body)
        {
            if (Holders.Contains(name) && value is JsonObject held)
            {
                foreach (var (inner, _) in held)
                {
                    yield return $"{name}.{inner}";
                }
            }
            else if (!Needed.Contains(name))
            {
                yield return name;
            }
        }
    }

    /// <summary>Where the reply's format stands; null where none is sent.</summary>
    public static string? FormatPath(JsonObject body) => Formats.FirstOrDefault(path => At(body, path) is not null);

    /// <summary>Where the output limit stands; null where none is sent.</summary>
    public static string? LimitPath(JsonObject body) => Limits.FirstOrDefault(path => At(body, path) is not null);

    /// <summary>The schema in the body; null where none is sent.</summary>
    public static JsonObject? Schema(JsonObject body) =>
        At(body, "response_format.json_schema.schema") as JsonObject
            ?? At(body, "output_config.format.schema") as JsonObject
            ?? At(body, "format") as JsonObject;

    /// <summary>The value at a path; null where there is none.</summary>
    public static JsonNode? At(JsonObject body, string path)
    {
        JsonNode? node = body;
        foreach (var name in path.Split('.'))
        {
            node = (node as JsonObject)?[name];
        }

        return node;
    }

    /// <summary>Takes a parameter away, and the object that held it if nothing else stands in it.</summary>
    public static void Remove(JsonObject body, string path)
    {
        var cut = path.LastIndexOf('.');
        if ((cut < 0 ? body : At(body, path[..cut]) as JsonObject) is not { } holder)
        {
            return;
        }

        holder.Remove(path[(cut + 1)..]);
        if (cut > 0 && holder.Count == 0)
        {
            Remove(body, path[..cut]);
        }
    }

    /// <summary>Sets the value at a path whose holder there is.</summary>
    public static void Set(JsonObject body, string path, JsonNode? value)
    {
        var cut = path.LastIndexOf('.');
        if ((cut < 0 ? body : At(body, path[..cut]) as JsonObject) is { } holder)
        {
            holder[path[(cut + 1)..]] = value;
        }
    }
}
