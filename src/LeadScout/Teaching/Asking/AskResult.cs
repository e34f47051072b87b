using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Texts;

namespace LeadScout.Teaching.Asking;

/// <summary>What the service found out about a request.</summary>
public sealed record AskResult
{
    /// <summary>By ask: what came of it. What is missing is still open, because the service stopped first.</summary>
    public IReadOnlyDictionary<AskId, AskOutcome> Outcomes { get; init; } = ImmutableDictionary<AskId, AskOutcome>.Empty;

    /// <summary>Calls made.</summary>
    public int Calls { get; init; }

    /// <summary>Those of them that ended without an answer.</summary>
    public int FailedCalls { get; init; }

    /// <summary>Why it asks no more; null when all is settled.</summary>
    public AskStop? Stop { get; init; }

    /// <summary>What the teacher's client threw in the last call in which it did; null where it never did.</summary>
    public Exception? Cause { get; init; }

    /// <summary>The answers as they were committed, in the order in which they came, without their position.</summary>
    public ImmutableArray<Answer> Answers { get; init; } = [];

    /// <summary>What the teacher's replies have taught about its calls.</summary>
    public CallLessons Lessons { get; init; } = CallLessons.None;

    /// <summary>The models that answered, as the service called them, each once, in the order of their replies.</summary>
    public ImmutableArray<AnsweringModel> Models { get; init; } = [];

    /// <summary>Texts that are no canaries from now on: those that were answered otherwise than before, and all of a call thrown away.</summary>
    internal ImmutableArray<TextKey> NoCanaries { get; init; } = [];

    /// <summary>
    /// What all its calls cost, those without an answer included, as far as it is measured; null when the price is unknown.
    /// </summary>
    public Money? Spent { get; init; }

    /// <summary>The most that its calls of unknown fate can have cost beside that.</summary>
    public Money PossiblyBilled { get; init; }

    /// <summary>What came of an ask; still open when the service stopped first.</summary>
    public AskOutcome Of(PlannedAsk ask) => Outcomes.GetValueOrDefault(ask.Id);
}
