using System.Collections.Immutable;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Answers;

/// <summary>
/// The append-only list of answers: the one thing that was paid for, and the only truth; everything else is a fold over it.
/// A teacher's answers enter with the call that paid for them, through the call journal; other answers enter here.
/// A part of the store. Implementations are thread-safe.
/// </summary>
public interface IAnswerLog
{
    /// <summary>How this log's texts become keys.</summary>
    TextKeys Keys => TextKeys.Plain;

    /// <summary>
    /// The answers that count for a question version under a teacher (<see cref="AnswerPrecedence.Counts(Answer, string)"/>), in log order:
    /// that teacher's and every person's, without those taken back. The log may hold several for one text; which of them counts says
    /// <see cref="AnswerPrecedence"/>. What is appended while the reader is at it is not seen, and does not wait for it.
    /// </summary>
    IAsyncEnumerable<Answer> ReadAsync(QuestionVersion question, string teacher, CancellationToken cancellation = default);

    /// <summary>
    /// Appends answers that no call paid for (a person's, an import's), in one transaction. The log gives them their position.
    /// </summary>
    /// <exception cref="ArgumentException">An answer names a call; nothing is appended.</exception>
    Task AppendAsync(IReadOnlyList<Answer> answers, CancellationToken cancellation = default);

    /// <summary>
    /// Every entry in log order, whoever gave it, those taken back included: what there is to export. What is appended while the reader is
    /// at it is not seen, and does not wait for it.
    /// </summary>
    /// <param name="question">Only the answers to this question version; null for all.</param>
    /// <param name="cancellation">Ends the reading.</param>
    IAsyncEnumerable<Answer> ReadAllAsync(QuestionVersion? question = null, CancellationToken cancellation = default);

    /// <summary>Every entry about a text, in log order, whoever gave it, those taken back included.</summary>
    Task<ImmutableArray<Answer>> FindAsync(QuestionVersion question, TextKey key, CancellationToken cancellation = default);

    /// <summary>
    /// Appends, in one transaction and in their order, the answers that the log does not hold yet (see <see cref="Merge.Judge"/>), and says
    /// of each what it was to the log. Merging the same answers again changes nothing, so an import that was cut off is given again.
    /// </summary>
    /// <exception cref="ArgumentException">An answer names a call of this log; nothing is appended.</exception>
    Task<ImmutableArray<Merge>> MergeAsync(IReadOnlyList<Answer> answers, CancellationToken cancellation = default);

    /// <summary>
    /// Takes a person's answer back: it stays in the log and no longer counts, so that what counted before it counts again.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no answer of a person at that position, or it was taken back
    /// before.</exception>
    Task RetractAsync(long position, Retraction retraction, CancellationToken cancellation = default);

    /// <summary>
    /// Deletes answers for good, in one transaction. In the call journal the keys of texts that have no answer left are replaced by
    /// numbers without meaning, one for each text: calls, their costs and how many texts they asked about stay.
    /// </summary>
    Task<Forgotten> ForgetAsync(Forgetting what, CancellationToken cancellation = default);

    /// <summary>The position of the newest answer in the log, 0 when it is empty.</summary>
    Task<long> LogPositionAsync(CancellationToken cancellation = default);
}
