using System.Collections.Immutable;
using LeadScout.Questions;

namespace LeadScout.Teaching;

/// <summary>
/// What is known of a teacher without asking it: its name, its price, what a call may hold, and what a call will use. To name, to price, to
/// plan and to estimate needs no key, no network and no client. Implementations are thread-safe.
/// </summary>
public abstract class TeacherProfile
{
    /// <summary>Provider and model, as in <c>openai:gpt-5-mini</c>: answers belong to it.</summary>
    public abstract string Name { get; }

    /// <summary>What the model charges; null when unknown, in which case money is reported as unknown.</summary>
    public abstract Price? Price { get; }

    /// <summary>
    /// What the model will probably think before each reply, before one has shown it; nothing for a teacher that does not think.
    /// <see cref="Estimate"/> is without it.
    /// </summary>
    public virtual ThinkingLine Thinking => default;

    /// <summary>
    /// A hash (SHA-256, hexadecimal) of what is sent with every call for these questions, whatever the texts: the prompt that answers were
    /// given under. Null for a teacher without one.
    /// </summary>
    public virtual string? PromptHash(ImmutableArray<Question> questions) => null;

    /// <summary>The most that one call of this ask can use, before it is made: the ceiling that the spending limit reserves.</summary>
    public abstract Usage Ceiling(Ask ask);

    /// <summary>
    /// Whether one call may hold this ask without passing the model's limits (context, largest output). It depends on the ask and the
    /// teacher alone, and what fits does so without its last text too. A lone text that does not fit can't be asked at all.
    /// </summary>
    public virtual bool Fits(Ask ask) => true;

    /// <summary>What one call of this ask will probably use: for forecasts and for what row-by-row would have cost.</summary>
    public abstract Usage Estimate(Ask ask);

    /// <summary>
    /// The same ask with more room for thoughts, after a reply that ended by length; null where the model allows no more.
    /// </summary>
    public virtual Ask? Roomier(Ask ask) => null;

    /// <summary>
    /// The room for thoughts that calls had better have from the start, by what earlier ones took; null where the usual room will do.
    /// </summary>
    public virtual int? RoomFor(ThinkingRecord record) => null;
}
