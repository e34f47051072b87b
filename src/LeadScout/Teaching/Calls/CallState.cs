using System.Text.Json.Serialization;

namespace LeadScout.Teaching.Calls;

/// <summary>How a call stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CallState>))]
public enum CallState
{
    /// <summary>Out, or cut off by a crash that nobody has settled yet.</summary>
    Open = 0,

    /// <summary>Answered, at least in part.</summary>
    Answered,

    /// <summary>Ended without a single answer.</summary>
    Failed,

    /// <summary>In flight when the process died: it may have been billed, so it counts as spent at its ceiling.</summary>
    Lost,
}
