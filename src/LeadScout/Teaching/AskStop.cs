using LeadScout.Messages;

namespace LeadScout.Teaching;

/// <summary>Why the service asks no more.</summary>
/// <param name="Kind">Which it is.</param>
/// <param name="Message">For a person: what happened and what to do.</param>
public sealed record AskStop(AskStopKind Kind, UserMessage Message)
{
    /// <summary>What the teacher's client threw last; null where there was no exception.</summary>
    public Exception? Cause { get; init; }
}

/// <summary>Kinds of <see cref="AskStop"/>.</summary>
public enum AskStopKind
{
    /// <summary>The next call does not fit into the spending limit.</summary>
    OutOfMoney,

    /// <summary>The teacher stayed away too long, or refuses for good.</summary>
    TeacherUnavailable,

    /// <summary>The user asked to stop.</summary>
    Interrupted,

    /// <summary>A forecast wanted no more answers.</summary>
    Probed,
}
