using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Teaching.Calls;

/// <summary>The intent to call: in the journal, on disk, before the call goes out.</summary>
public sealed record CallIntent
{
    /// <summary>The job, or null for a single ask outside any job.</summary>
    public required JobId? Job { get; init; }

    /// <summary>The epoch of the job's lease; null outside any job.</summary>
    public long? Epoch { get; init; }

    /// <summary>The batch it serves; retries and splits of a batch share it.</summary>
    public required BatchId Batch { get; init; }

    /// <summary>Which try at the batch this is, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>The teacher; of a call that asks for vectors, what embeds.</summary>
    public required string Teacher { get; init; }

    /// <summary>
    /// The questions it asks about each text; empty where it asks for vectors, and in journals of versions that knew only one a job.
    /// </summary>
    public ImmutableArray<QuestionVersion> Questions { get => field.IsDefault ? [] : field; init; }

    /// <summary>The texts it asks about.</summary>
    public required ImmutableArray<TextKey> Texts { get; init; }

    /// <summary>The most it can cost: reserved until its fate is known. Null when the price is unknown.</summary>
    public required Money? Ceiling { get; init; }

    /// <summary>When it was about to go out.</summary>
    public required DateTimeOffset At { get; init; }
}
