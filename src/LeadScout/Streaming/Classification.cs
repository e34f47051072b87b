using LeadScout.Classifiers;
using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;

namespace LeadScout.Streaming;

/// <summary>What the cascade says about one text, and why.</summary>
/// <param name="Key">The text's key.</param>
/// <param name="Label">The label's name, or null when undecided.</param>
/// <param name="Decision">Who decided, how surely, or why nobody did.</param>
/// <param name="Reason">For an undecided text: what happened, in words; else null.</param>
public sealed record Classification(TextKey Key, string? Label, Decision Decision, string? Reason)
{
    /// <summary>What is behind the decision; null for an undecided text.</summary>
    public Why? Why { get; init; }

    /// <summary>Who decided.</summary>
    public DecisionSource Source => Decision.Source;

    /// <summary>0..1: 1 for the teacher, a person or a rule; for the student its estimate of agreeing with the teacher.</summary>
    public double Confidence => Decision.Confidence;

    /// <summary>Why nothing more is asked; null where the text is decided, or was given up.</summary>
    internal AskStop? Stop { get; init; }

    /// <summary>What was asked on its account; null when nothing was, or when another had set off the asking.</summary>
    public AskBill? Bill { get; init; }
}

/// <summary>What asking about one text came to, whether it brought an answer or not.</summary>
/// <param name="Calls">Calls made.</param>
/// <param name="Cost">What they cost, as far as it is measured; null when the price is unknown.</param>
/// <param name="PossiblyBilled">The most that those of unknown fate can have cost beside that.</param>
public readonly record struct AskBill(int Calls, Money? Cost, Money PossiblyBilled);
