namespace LeadScout.Teaching;

/// <summary>Why the desk asks no more.</summary>
/// <param name="Kind">Which it is.</param>
/// <param name="Message">For a person: what happened and what to do.</param>
public sealed record DeskStop(DeskStopKind Kind, string Message);

/// <summary>Kinds of <see cref="DeskStop"/>.</summary>
public enum DeskStopKind
{
    /// <summary>The next call does not fit into the purse.</summary>
    OutOfMoney,

    /// <summary>The teacher stayed away too long, or refuses for good.</summary>
    TeacherUnavailable,

    /// <summary>The user asked to stop.</summary>
    Interrupted,

    /// <summary>A forecast wanted no more answers.</summary>
    Probed,
}
