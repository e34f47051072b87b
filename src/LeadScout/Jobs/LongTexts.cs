using System.Text.Json.Serialization;

namespace LeadScout.Jobs;

/// <summary>What becomes of texts longer than <see cref="JobSettings.MaxText"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LongTexts>))]
public enum LongTexts
{
    /// <summary>Their beginning is asked about.</summary>
    Cut,

    /// <summary>They are left undecided.</summary>
    Skip,
}
