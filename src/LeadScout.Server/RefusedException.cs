using LeadScout.Questions;

namespace LeadScout.Server;

/// <summary>A wish that is refused: a stable code for programs, the reason and the remedy for people.</summary>
public sealed class RefusedException : Exception
{
    /// <param name="code">Stable, as in <c>list-not-found</c>: see docs/server.md.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="message">What happened, and what to do.</param>
    public RefusedException(string code, int status, string message)
        : base(message) => (Code, Status) = (code, status);

    /// <summary>For programs.</summary>
    public string Code { get; }

    /// <summary>As HTTP says it.</summary>
    public int Status { get; }

    /// <summary>What stands in the way, where the same wish would be granted once that was seen: a person's label; null for nothing of the kind.</summary>
    public string? Standing { get; init; }

    /// <summary>Whether an exception is one that the user can do something about.</summary>
    public static bool Explains(Exception e) => e is RefusedException or BadInputException;
}
