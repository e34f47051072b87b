using System.Text.Json.Serialization;

namespace LeadScout.Jobs;

/// <summary>What a job is doing.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobPhase>))]
public enum JobPhase
{
    /// <summary>Reading the list and counting distinct texts.</summary>
    Intake = 0,

    /// <summary>Asking what teaches most, and learning.</summary>
    Learning,

    /// <summary>Auditing what the student decided.</summary>
    Certifying,

    /// <summary>Asking again what leaned on patterns that were retired since the job began.</summary>
    Repairing,

    /// <summary>Asking some texts a second time.</summary>
    SelfCheck,

    /// <summary>Writing the result.</summary>
    Writing,

    /// <summary>Making the vectors of the texts, before the first ask.</summary>
    Embedding,
}
