using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Teaching.Calls;

namespace LeadScout.Teaching.Asking;

/// <summary>What the service is to find out.</summary>
/// <param name="Job">The job it is for, or null.</param>
/// <param name="Batch">The batch of the job's plan, for the journal.</param>
/// <param name="Asks">What to ask, at least one, no question twice about a text. Questions that are about the same texts share
/// calls.</param>
public sealed record AskRequest(JobId? Job, BatchId Batch, ImmutableArray<PlannedAsk> Asks)
{
    /// <summary>
    /// Whether the texts are asked though there are answers to them: to compare ways of learning, or to see whether the teacher contradicts
    /// itself.
    /// </summary>
    public bool AsksAgain { get; init; }

    /// <summary>The epoch of the job's lease; null without a job.</summary>
    public long? Epoch { get; init; }

    /// <summary>How its calls are guarded against texts that talk the teacher round.</summary>
    internal Canaries Canaries { get; init; } = Canaries.None;

    /// <summary>What is known of the calls that the teacher takes.</summary>
    public CallLessons Lessons { get; init; } = CallLessons.None;
}
