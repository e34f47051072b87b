namespace LeadScout.Teaching;

/// <summary>
/// Who gives the reference answer: an LLM, or a recording of one. To add a teacher: answer one ask with one call, turn every failure into a
/// <see cref="TeacherFault"/> (throw only <see cref="OperationCanceledException"/> for the token given), and never retry: retries are
/// journaled, so they happen in one place, the service. Implementations are thread-safe.
/// </summary>
public interface ITeacher
{
    /// <summary>Provider and model, as in <c>openai:gpt-5-mini</c>: answers belong to it.</summary>
    string Name { get; }

    /// <summary>What the model charges; null when unknown, in which case money is reported as unknown.</summary>
    Price? Price { get; }

    /// <summary>The most that one call of this ask can use, before it is made: the ceiling that the spending limit reserves.</summary>
    Usage Ceiling(Ask ask);

    /// <summary>
    /// Whether one call may hold this ask without passing the model's limits (context, largest output). It depends on the ask and the
    /// teacher alone, and what fits does so without its last text too. A lone text that does not fit can't be asked at all.
    /// </summary>
    bool Fits(Ask ask) => true;

    /// <summary>What one call of this ask will probably use: for forecasts and for what row-by-row would have cost.</summary>
    Usage Estimate(Ask ask);

    /// <summary>
    /// What the model will probably think before each reply, before one has shown it; nothing for a teacher that does not think.
    /// <see cref="Estimate"/> is without it.
    /// </summary>
    ThinkingLine Thinking => default;

    /// <summary>
    /// The same ask with more room for thoughts, after a reply that ended by length; null where the model allows no more.
    /// </summary>
    Ask? Roomier(Ask ask) => null;

    /// <summary>
    /// The room for thoughts that calls had better have from the start, by what earlier ones took; null where the usual room will do.
    /// </summary>
    int? RoomFor(ThinkingRecord record) => null;

    /// <summary>Makes one call.</summary>
    Task<Reply> AskAsync(Ask ask, CancellationToken cancellation);
}
