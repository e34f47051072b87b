using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Questions;
using LeadScout.Teaching.Spending;
using LeadScout.Texts;

namespace LeadScout.Teaching.Asking;

/// <summary>What the service is to find out.</summary>
/// <param name="Job">The job it is for, or null.</param>
/// <param name="Batch">The batch's number in the job's plan, for the journal.</param>
/// <param name="Items">What to ask, at least one, no question twice about a text. Questions that are about the same texts share
/// calls.</param>
public sealed record AskRequest(JobId? Job, long Batch, ImmutableArray<AskItem> Items)
{
    /// <summary>
    /// Whether the texts are asked though there are answers to them: to compare ways of learning, or to see whether the teacher contradicts
    /// itself.
    /// </summary>
    public bool AsksAgain { get; init; }

    /// <summary>What is known of the calls that the teacher takes.</summary>
    public CallLessons Lessons { get; init; } = CallLessons.None;
}

/// <summary>One question about one text.</summary>
/// <param name="Question">The question.</param>
/// <param name="Key">The text's key.</param>
/// <param name="Text">The text as it stood in the list.</param>
/// <param name="Audit">Set when the student had decided it and this is to check.</param>
public readonly record struct AskItem(Question Question, TextKey Key, string Text, AuditMark? Audit = null)
{
    /// <summary>Whether the teacher gave the text up in an earlier run, so that only its second opinion is open.</summary>
    public bool IsGivenUp { get; init; }
}

/// <summary>What the service found out.</summary>
/// <param name="Outcomes">One for each item, in order; some still open when <paramref name="Stop"/> is set.</param>
/// <param name="Calls">Calls made.</param>
/// <param name="FailedCalls">Those of them that ended without an answer.</param>
/// <param name="Stop">Why it asks no more; null when all is settled.</param>
public sealed record AskOutcome(ImmutableArray<TextOutcome> Outcomes, int Calls, int FailedCalls, AskStop? Stop)
{
    /// <summary>The answers as they were committed, in the order in which they came, without their position.</summary>
    public ImmutableArray<Answer> Answers { get; init; } = [];

    /// <summary>What the teacher's replies have taught about its calls.</summary>
    public CallLessons Lessons { get; init; } = CallLessons.None;

    /// <summary>
    /// What all its calls cost, those without an answer included, as far as it is measured; null when the price is unknown.
    /// </summary>
    public Money? Spent { get; init; }

    /// <summary>The most that its calls of unknown fate can have cost beside that.</summary>
    public Money PossiblyBilled { get; init; }

    /// <summary>The request's account with the spending limit, still open; null when nothing was asked.</summary>
    internal SpendingAccount? Account { get; init; }
}
