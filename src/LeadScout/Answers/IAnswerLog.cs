using System.Collections.Immutable;
using LeadScout.Patterns;
using LeadScout.Questions;

namespace LeadScout.Answers;

/// <summary>
/// The append-only list of answers: the one thing that was paid for, and the only truth; everything else is a fold over it.
/// A teacher's answers enter with the call that paid for them (see <see cref="Jobs.IJobStore.CommitAsync"/>); other answers enter here.
/// To add a store: implement this and <see cref="Jobs.IJobStore"/>, and let the tests of LeadScout.StoreKit pass over it.
/// Implementations are thread-safe.
/// </summary>
public interface IAnswerLog
{
    /// <summary>
    /// The answers that count for a question version under a teacher, in log order: that teacher's and every person's.
    /// The log may hold several for one text; a person's outranks, then the first of a teacher and the last of a person counts.
    /// What is appended while the reader is at it is not seen, and does not wait for it.
    /// </summary>
    IAsyncEnumerable<Answer> ReadAsync(QuestionVersion question, string teacher, CancellationToken cancellation = default);

    /// <summary>Appends answers that no call paid for (a person's, an import's), in one transaction. The log gives them their position.</summary>
    /// <exception cref="ArgumentException">An answer names a call; nothing is appended.</exception>
    Task AppendAsync(IReadOnlyList<Answer> answers, CancellationToken cancellation = default);

    /// <summary>Appends a verdict on a pattern to the log of verdicts, which has positions of its own, rising from 1.</summary>
    Task AppendAsync(PatternVerdict verdict, CancellationToken cancellation = default);

    /// <summary>All verdicts on patterns of a question version, in log order.</summary>
    Task<ImmutableArray<PatternVerdict>> VerdictsAsync(QuestionVersion question, CancellationToken cancellation = default);
}
