using System.Text.Json.Serialization;

namespace LeadScout.Answers;

/// <summary>What an imported answer was to the log.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MergeOutcome>))]
public enum MergeOutcome
{
    /// <summary>The log had nothing about its text; it was appended.</summary>
    New = 0,

    /// <summary>The log held this very entry; nothing was appended.</summary>
    Known,

    /// <summary>The log held this very entry, but not that it was taken back: that was appended.</summary>
    TakenBack,

    /// <summary>Another entry of the same label counted so far; it was appended.</summary>
    Confirming,

    /// <summary>An entry of another label counted so far; it was appended, and rank decides which counts from now on.</summary>
    Conflicting,
}
