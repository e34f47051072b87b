using System.Text.Json.Serialization;

namespace LeadScout.ActiveLearning;

/// <summary>When an answer may be used for later leads of the same list.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LearnMode>))]
public enum LearnMode
{
    /// <summary>At once. The product.</summary>
    Immediate = 0,

    /// <summary>
    /// When the batch of rows-per-call × concurrency asks that it belongs to has ended. For comparison only: it asks more.
    /// </summary>
    Deferred,

    /// <summary>When the whole job has ended. For comparison only: it asks about every lead.</summary>
    DeferredJob,
}

/// <summary>The words for ways of learning.</summary>
public static class LearnModes
{
    /// <summary>As in the option <c>--learn</c>.</summary>
    public static string Word(this LearnMode mode) => mode switch
    {
        LearnMode.Immediate => "immediate",
        LearnMode.Deferred => "deferred",
        LearnMode.DeferredJob => "deferred:job",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, null),
    };
}
