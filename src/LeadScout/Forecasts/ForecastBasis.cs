using System.Text.Json.Serialization;

namespace LeadScout.Forecasts;

/// <summary>What a forecast rests on.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ForecastBasis>))]
public enum ForecastBasis
{
    /// <summary>It follows from the list and the options: nothing is estimated but tokens.</summary>
    Exact = 0,

    /// <summary>The list alone, no answer yet: wide, for texts do not show how hard their question is.</summary>
    List,

    /// <summary>What the student made of the answers so far.</summary>
    Answers,

    /// <summary>What a verdict on given labels takes: few audits of a list that is good or bad, many of one near the limit.</summary>
    Audits,
}
