using LeadScout.Questions;

namespace LeadScout.Patterns;

/// <summary>
/// One entry of the log of verdicts: somebody took a pattern out of a question's student, or put it back. Nothing in that log is ever
/// changed.
/// </summary>
public sealed record PatternVerdict
{
    /// <summary>The place in the log of verdicts, from 1, given by the log; 0 before it is committed.</summary>
    public long Position { get; init; }

    /// <summary>The question version whose student is meant, whoever its teacher is.</summary>
    public required QuestionVersion Question { get; init; }

    /// <summary>The pattern's name, as in <see cref="Patterns.Pattern.Name"/>.</summary>
    public required string Pattern { get; init; }

    /// <summary>Whether it is retired from now on; false when it is restored.</summary>
    public required bool Retired { get; init; }

    /// <summary>Who says so.</summary>
    public required string By { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}
