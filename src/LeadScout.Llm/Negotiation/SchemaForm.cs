using System.Text.Json.Nodes;

namespace LeadScout.Llm.Negotiation;

/// <summary>Other ways to write the reply's schema.</summary>
internal static class SchemaForm
{
    // OpenAI's own limit is 1000 values in a schema, others' is lower.
    private const int MostValues = 500;

    /// <summary>Whether so many values may stand in a schema that repeats them for each item.</summary>
    public static bool MayInline(int labels, int items) => (long)labels * items <= MostValues;

    /// <summary>Puts what each reference refers to in its place.</summary>
    /// <returns>False if that makes the schema too large; it is left as it was.</returns>
    public static bool Inline(JsonObject schema)
    {
        if (schema["$defs"] is not JsonObject definitions)
        {
            return true;
        }

        var items = (schema["properties"] as JsonObject)?.Count ?? 0;
        var labels = definitions.Sum(definition => (definition.Value?["enum"] as JsonArray)?.Count ?? 0);
        if (!MayInline(labels, items))
        {
            return false;
        }

        schema.Remove("$defs");
        Resolve(schema, definitions);
        return true;
    }

    /// <summary>Takes away that nothing else may stand in the reply.</summary>
    public static void Open(JsonObject schema)
    {
        schema.Remove("additionalProperties");
        foreach (var (_, value) in schema)
        {
            if (value is JsonObject inner)
            {
                Open(inner);
            }
        }
    }

    private static void Resolve(JsonObject node, JsonObject definitions)
    {
        foreach (var (name, value) in node.ToArray())
        {
            var put = value as JsonObject;
            if (put?["$ref"] is { } reference)
            {
                put = (JsonObject)definitions[((string)reference!).Split('/')[^1]]!.DeepClone();
                node[name] = put;
            }

            if (put is not null)
            {
                Resolve(put, definitions);
            }
        }
    }
}
