using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadScout.Classifiers;

/// <summary>A decision as its label's index, its source by name, its confidence, and the reason by name where there is no label.</summary>
public sealed class DecisionJsonConverter : JsonConverter<Decision>
{
    private const string Index = "LabelIndex";

    /// <inheritdoc/>
    public override Decision Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var decision = JsonDocument.ParseValue(ref reader);
        try
        {
            var source = Enum.Parse<DecisionSource>(Find(nameof(Decision.Source)).GetString()!);
            return source switch
            {
                DecisionSource.None => Decision.Undecided(Enum.Parse<UndecidedReason>(Find(nameof(Decision.Reason)).GetString()!)),
                DecisionSource.Student => Decision.ByStudent(Find(Index).GetInt32(), Find(nameof(Decision.Confidence)).GetDouble()),
                _ => Decision.By(source, Find(Index).GetInt32()),
            };
        }
        catch (Exception e) when (e is ArgumentException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new JsonException($"This is no decision: {e.Message}", e);
        }

        JsonElement Find(string name) => decision.RootElement.GetProperty(NameOf(name, options));
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Decision value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString(NameOf(nameof(Decision.Source), options), value.Source.ToString());
        if (value.IsDecided)
        {
            writer.WriteNumber(NameOf(Index, options), value.Label);
            writer.WriteNumber(NameOf(nameof(Decision.Confidence), options), value.Confidence);
        }
        else
        {
            writer.WriteString(NameOf(nameof(Decision.Reason), options), value.Reason.ToString());
        }

        writer.WriteEndObject();
    }

    private static string NameOf(string property, JsonSerializerOptions options) =>
        options.PropertyNamingPolicy?.ConvertName(property) ?? property;
}
