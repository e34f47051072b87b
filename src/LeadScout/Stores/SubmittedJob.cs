using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Messages;

namespace LeadScout.Stores;

/// <summary>A job that was given to a server.</summary>
public sealed record SubmittedJob
{
    /// <summary>The job's id, known before it is on record.</summary>
    public required JobId Id { get; init; }

    /// <summary>The list as it was named.</summary>
    public required string InputName { get; init; }

    /// <summary>The question's name.</summary>
    public required string QuestionName { get; init; }

    /// <summary>The teacher's name.</summary>
    public required string Teacher { get; init; }

    /// <summary>How its client named things, as in <see cref="Job.Invocation"/>.</summary>
    public required ImmutableSortedDictionary<string, string> Invocation { get; init; }

    /// <summary>How it goes about its list.</summary>
    public required JobSettings Settings { get; init; }

    /// <summary>Whether it is to be at work until it ends: what is, goes on after a crash.</summary>
    public bool IsWanted { get; init; }

    /// <summary>Whether texts that were given up are asked again.</summary>
    public bool RetryFailed { get; init; }

    /// <summary>Who gave it.</summary>
    public required string By { get; init; }

    /// <summary>With which key; null without one.</summary>
    public string? Key { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Why it stopped when it last did, for a person; null when it is done, or at work.</summary>
    public UserMessage? Problem { get; init; }

    /// <summary>How its learning went: see <see cref="CurvePoint"/>.</summary>
    public ImmutableArray<CurvePoint> Curve { get; init; } = [];
}

/// <summary>A point of a job's learning curve.</summary>
/// <param name="Decided">Rows decided by then.</param>
/// <param name="Asked">Texts asked by then.</param>
/// <param name="SpentUsd">Money spent by then; null when the price is unknown.</param>
/// <param name="RowByRowUsd">What a call for each of these rows would have cost; null when the price is unknown.</param>
/// <param name="Decidable">Rows beside them that the student could decide by then; null in curves from before that was kept.</param>
public readonly record struct CurvePoint(long Decided, int Asked, decimal? SpentUsd, decimal? RowByRowUsd, long? Decidable = null);
