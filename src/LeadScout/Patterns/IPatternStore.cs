using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Questions;

namespace LeadScout.Patterns;

/// <summary>
/// The answer log with what people have said of the patterns learned from it, and where jobs applied them. A part of the store.
/// Implementations are thread-safe.
/// </summary>
public interface IPatternStore : IAnswerLog
{
    /// <summary>Appends a verdict on a pattern to the log of verdicts, which has positions of its own, rising from 1.</summary>
    Task AppendAsync(PatternVerdict verdict, CancellationToken cancellation = default);

    /// <summary>All verdicts on patterns of a question version, in log order.</summary>
    Task<ImmutableArray<PatternVerdict>> VerdictsAsync(QuestionVersion question, CancellationToken cancellation = default);

    /// <summary>Where jobs that asked this question version applied patterns, in no particular order.</summary>
    /// <param name="question">The question.</param>
    /// <param name="teacher">Only the jobs that asked this teacher; null for all.</param>
    /// <param name="cancellation">Ends the reading.</param>
    Task<ImmutableArray<AppliedPattern>> AppliedAsync(
        QuestionVersion question, string? teacher = null, CancellationToken cancellation = default);
}
