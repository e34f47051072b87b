using System.Text.Json.Serialization;

namespace LeadScout.Jobs;

/// <summary>What becomes of rows whose given label is none of the question's, or blank.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UnknownLabels>))]
public enum UnknownLabels
{
    /// <summary>The list is refused, and the message names them.</summary>
    Refuse = 0,

    /// <summary>They count as wrong.</summary>
    Wrong,

    /// <summary>They are left out: what is proven speaks of the other rows.</summary>
    Skip,
}
