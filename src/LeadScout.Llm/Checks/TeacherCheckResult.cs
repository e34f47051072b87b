using System.Collections.Immutable;
using LeadScout.Llm.Prices;
using LeadScout.Messages;
using LeadScout.Teaching;

namespace LeadScout.Llm.Checks;

/// <summary>What a check of a teacher found.</summary>
public sealed record TeacherCheckResult
{
    /// <summary>Provider and model.</summary>
    public required string Teacher { get; init; }

    /// <summary>Where its server is.</summary>
    public required string Url { get; init; }

    /// <summary>Whether a text by itself got a usable answer.</summary>
    public required bool AnswersOne { get; init; }

    /// <summary>Whether all texts of a call with several got one.</summary>
    public required bool AnswersSeveral { get; init; }

    /// <summary>Whether the same call got the same answers a second time.</summary>
    public required bool AnswersAlike { get; init; }

    /// <summary>
    /// Whether any call got a reply. Where none did, nothing is known of how the server wants to be asked, and whether it counts.
    /// </summary>
    public required bool IsAnswered { get; init; }

    /// <summary>Whether a call with several texts got a reply, usable or not.</summary>
    public required bool AsksSeveral { get; init; }

    /// <summary>What the server takes of the reply's form.</summary>
    public required ReplyFormat StructuredOutput { get; init; }

    /// <summary>How requests differ from what is sent to a server that takes everything, in words.</summary>
    public required ImmutableArray<string> Settled { get; init; }

    /// <summary>Whether the server says how many tokens a call took.</summary>
    public required bool CountsUsage { get; init; }

    /// <summary>Calls made.</summary>
    public required int Calls { get; init; }

    /// <summary>Those of them that were refused for how they asked, and not billed.</summary>
    public required int RefusedCalls { get; init; }

    /// <summary>What all calls used, as the server counted it.</summary>
    public required Usage Usage { get; init; }

    /// <summary>The most that those calls can have used of which the server counted nothing.</summary>
    public required Usage PossibleUsage { get; init; }

    /// <summary>What the model charges; null when unknown.</summary>
    public required Price? Price { get; init; }

    /// <summary>Where the price is from; null for one that the user stated, or none.</summary>
    public required PriceRow? PriceRow { get; init; }

    /// <summary>What the model takes in one call; null when unknown.</summary>
    public required ModelLimits? Limits { get; init; }

    /// <summary>What went wrong; null for nothing.</summary>
    public required UserMessage? Problem { get; init; }

    /// <summary>Whether a job can be put to it.</summary>
    public bool Works => AnswersOne && AnswersSeveral;

    /// <summary>What the calls cost, as far as the server counted; null when the price is unknown.</summary>
    public Money? Cost => Price?.Of(Usage);

    /// <summary>The most that was billed besides, perhaps; null when the price is unknown.</summary>
    public Money? PossiblyBilled => Price?.Of(PossibleUsage);
}
