using System.Text.Json.Serialization;

namespace LeadScout.Statistics;

/// <summary>What the audits of a list come to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ErrorVerdict>))]
public enum ErrorVerdict
{
    /// <summary>Neither is proven.</summary>
    Open = 0,

    /// <summary>No more rows are wrong than the budget allows, at its confidence.</summary>
    Proven,

    /// <summary>More rows are wrong than the budget allows, at its confidence.</summary>
    Refuted,
}
