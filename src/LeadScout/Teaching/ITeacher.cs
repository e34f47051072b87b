using LeadScout.Questions;

namespace LeadScout.Teaching;

/// <summary>
/// Who gives the reference answer: an LLM, or a recording of one. To add a teacher: answer one ask with one call, turn every failure into a
/// <see cref="TeacherFault"/> (throw only <see cref="OperationCanceledException"/> for the token given), and never retry: retries are
/// journaled, so they happen in one place, the service. What only names, prices or estimates takes the <see cref="TeacherProfile"/>, which
/// needs no key. Implementations are thread-safe.
/// </summary>
public interface ITeacher
{
    /// <summary>What is known of it without asking.</summary>
    TeacherProfile Profile { get; }

    /// <summary>
    /// Looks for what an ask takes, such as a key, so that it is missed before a job begins and not in the middle. Nothing is sent. Without
    /// an implementation: nothing is looked for.
    /// </summary>
    /// <exception cref="BadInputException">It is missing; the message says what to do.</exception>
    void EnsureReady()
    {
    }

    /// <summary>Makes one call.</summary>
    /// <param name="ask">The questions and the texts.</param>
    /// <param name="cancellationToken">Ends the call; it may be billed all the same.</param>
    Task<Reply> AskAsync(Ask ask, CancellationToken cancellationToken);
}
