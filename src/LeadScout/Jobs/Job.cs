using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Questions;

namespace LeadScout.Jobs;

/// <summary>What the store knows of a job, besides its calls.</summary>
public sealed record Job
{
    /// <summary>Derived from all that determines the outcome.</summary>
    public required JobId Id { get; init; }

    /// <summary>The input as the user named it.</summary>
    public required string InputName { get; init; }

    /// <summary>The input's content hash.</summary>
    public required string InputHash { get; init; }

    /// <summary>Where the result goes.</summary>
    public required string OutputName { get; init; }

    /// <summary>The question's name.</summary>
    public required string QuestionName { get; init; }

    /// <summary>The question's version.</summary>
    public required QuestionVersion Question { get; init; }

    /// <summary>The teacher's name.</summary>
    public required string Teacher { get; init; }

    /// <summary>How it goes about its list.</summary>
    public required JobSettings Settings { get; init; }

    /// <summary>How its client named input, question, teacher and what else it needs to start the job again; never a secret.</summary>
    public ImmutableSortedDictionary<string, string> Invocation { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Answers up to this position were in the log when the job began: what it may know without having asked.</summary>
    public required long LogPosition { get; init; }

    /// <summary>
    /// Verdicts on patterns up to this position stood when the job began: its plan leaves out what was retired then. 0 for none.
    /// </summary>
    public long VerdictPosition { get; init; }

    /// <summary>Where it stands.</summary>
    public JobState State { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its state last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>
    /// The epoch of the lease under which it is written; null where no runner writes it. Not kept with the job: see <see cref="IJobStore.LeaseAsync"/>.
    /// </summary>
    public long? Epoch { get; init; }

    /// <summary>What it came to so far; null before it first stopped.</summary>
    public JobReport? Report { get; init; }
}
