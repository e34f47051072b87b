using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadScout.Questions;

/// <summary>A rule as its label and either its words or its expression.</summary>
public sealed class RuleJsonConverter : JsonConverter<Rule>
{
    /// <inheritdoc/>
    public override Rule Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var rule = JsonDocument.ParseValue(ref reader);
        var label = Find(nameof(Rule.Label))?.GetString() ?? throw new JsonException("A rule has a label.");
        try
        {
            return Find(nameof(Rule.Expression)) is { ValueKind: JsonValueKind.String } expression
                ? Rule.OfExpression(label, expression.GetString()!)
                : Rule.OfWords(label, Find(nameof(Rule.Words))?.EnumerateArray().Select(word => word.GetString() ?? "") ?? []);
        }
        catch (ArgumentException e)
        {
            throw new JsonException(e.Message, e);
        }

        JsonElement? Find(string name) => rule.RootElement.TryGetProperty(NameOf(name, options), out var value) ? value : null;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Rule value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString(NameOf(nameof(Rule.Label), options), value.Label);
        writer.WriteStartArray(NameOf(nameof(Rule.Words), options));
        foreach (var word in value.Words)
        {
            writer.WriteStringValue(word);
        }

        writer.WriteEndArray();
        writer.WriteString(NameOf(nameof(Rule.Expression), options), value.Expression);
        writer.WriteEndObject();
    }

    private static string NameOf(string property, JsonSerializerOptions options) =>
        options.PropertyNamingPolicy?.ConvertName(property) ?? property;
}
