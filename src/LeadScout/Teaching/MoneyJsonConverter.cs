using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadScout.Teaching;

/// <summary>An amount as its number of US dollars, as in <c>0.0123</c>.</summary>
public sealed class MoneyJsonConverter : JsonConverter<Money>
{
    /// <inheritdoc/>
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Money.OfDollars(reader.GetDecimal());

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Dollars);
}
