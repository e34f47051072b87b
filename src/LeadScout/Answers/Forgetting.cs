using System.Collections.Immutable;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Answers;

/// <summary>What the log is to forget: the answers to certain texts, or all that are older than a moment.</summary>
public sealed record Forgetting
{
    private Forgetting(ImmutableArray<TextKey> keys, DateTimeOffset? before, QuestionVersion? question) =>
        (Keys, Before, Question) = (keys, before, question);

    /// <summary>The texts; empty when age decides.</summary>
    public ImmutableArray<TextKey> Keys { get; }

    /// <summary>Answers before this moment are forgotten; null when the texts decide.</summary>
    public DateTimeOffset? Before { get; }

    /// <summary>Only the answers to this question; null for every question.</summary>
    public QuestionVersion? Question { get; }

    /// <summary>All answers to these texts.</summary>
    public static Forgetting Texts(IEnumerable<TextKey> keys, QuestionVersion? question = null) =>
        new([.. keys.Distinct()], null, question);

    /// <summary>All answers given before a moment.</summary>
    public static Forgetting OlderThan(DateTimeOffset moment, QuestionVersion? question = null) => new([], moment, question);
}

/// <summary>What was forgotten.</summary>
/// <param name="Answers">Entries deleted from the answer log.</param>
/// <param name="Asks">Places in the call journal where a text's key was replaced by a number without meaning; the call and its cost
/// stay.</param>
/// <param name="Failures">Entries deleted from the lists of texts that jobs gave up.</param>
public sealed record Forgotten(long Answers, long Asks, long Failures)
{
    /// <summary>Vectors deleted.</summary>
    public long Vectors { get; init; }

    /// <summary>Whether there was anything.</summary>
    public bool Any => Answers + Asks + Failures + Vectors > 0;
}
