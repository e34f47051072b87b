using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using LeadScout.Jobs;
using LeadScout.Statistics;
using LeadScout.Teaching;

namespace LeadScout.Stores;

/// <summary>The parts of a job that stand as JSON in one column: enums by name, money in whole billionths of a dollar.</summary>
[JsonSourceGenerationOptions(
    IgnoreReadOnlyProperties = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true,
    Converters = [typeof(MoneyJson), typeof(ErrorBudgetJson)])]
[JsonSerializable(typeof(JobSettings))]
[JsonSerializable(typeof(JobReport))]
[JsonSerializable(typeof(ImmutableSortedDictionary<string, string>))]
[JsonSerializable(typeof(ImmutableArray<CurvePoint>))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    /// <summary>
    /// A job's settings. What its version had no setting for is as unless said otherwise; the generated reader would give 0.
    /// </summary>
    public static JobSettings SettingsOf(string json)
    {
        var settings = JsonNode.Parse(json)!.AsObject();
        settings.TryAdd("MaxText", Jobs.JobSettings.DefaultMaxText);
        return settings.Deserialize(Default.JobSettings)!;
    }

    private sealed class MoneyJson : JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.NanoDollars);
    }

    /// <summary>As a pair: <c>[0.02, 0.95]</c>. A struct that can't be invalid has no setters for the serializer.</summary>
    private sealed class ErrorBudgetJson : JsonConverter<ErrorBudget>
    {
        public override ErrorBudget Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            reader.Read();
            double maxError = reader.GetDouble();
            reader.Read();
            double confidence = reader.GetDouble();
            reader.Read();
            return new ErrorBudget(maxError, confidence);
        }

        public override void Write(Utf8JsonWriter writer, ErrorBudget value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(value.MaxError);
            writer.WriteNumberValue(value.Confidence);
            writer.WriteEndArray();
        }
    }
}
