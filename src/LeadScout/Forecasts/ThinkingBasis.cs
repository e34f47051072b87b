using System.Text.Json.Serialization;
using LeadScout.Teaching;

namespace LeadScout.Forecasts;

/// <summary>What a forecast's tokens of thought rest on.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ThinkingBasis>))]
public enum ThinkingBasis
{
    /// <summary>The model is not known to think.</summary>
    None = 0,

    /// <summary>What is usual for models of its family: little more than a guess.</summary>
    Assumed,

    /// <summary>What the user said.</summary>
    Stated,

    /// <summary>What its replies have shown.</summary>
    Measured,
}

/// <summary>Tells what is known of a model's thinking.</summary>
internal static class ThinkingBases
{
    /// <summary>By what is usual for a model and what its replies have shown: these go before all else.</summary>
    public static ThinkingBasis Of(ThinkingLine usual, ThinkingRecord shown) =>
        shown.Line is not null ? ThinkingBasis.Measured
        : usual.IsStated ? ThinkingBasis.Stated
        : usual == default ? ThinkingBasis.None
        : ThinkingBasis.Assumed;
}
