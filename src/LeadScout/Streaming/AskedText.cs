using LeadScout.Answers;
using LeadScout.Messages;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;

namespace LeadScout.Streaming;

/// <summary>
/// A text that the teacher is to be asked about, and who waits for it. All but <see cref="Home"/> is for the cascade's lock.
/// </summary>
internal sealed class AskedText(PlannedAsk ask, SharedCall call)
{
    private readonly TaskCompletionSource _home = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PlannedAsk Ask { get; } = ask;

    /// <summary>The call that it goes out with.</summary>
    public SharedCall Call { get; } = call;

    /// <summary>Its vector, to be learned with its answer; empty for none.</summary>
    public ReadOnlyMemory<Half> Vector { get; set; }

    /// <summary>Who waits for it, the first first.</summary>
    public List<Waiter> Waiters { get; } = [];

    /// <summary>On whose account it was asked; null as long as it was not.</summary>
    public Waiter? Payer { get; set; }

    /// <summary>What came of it, from the moment when the call is home.</summary>
    public TextReply? Reply { get; set; }

    /// <summary>Ends when there is a reply. Never fails: what was thrown is part of the reply.</summary>
    public Task Home => _home.Task;

    /// <summary>Tells those who wait.</summary>
    public void Arrive() => _home.TrySetResult();
}

/// <summary>Somebody who waits for a text.</summary>
/// <param name="text">The text.</param>
/// <param name="isAsked">Whether the row counts as one that the teacher decides; a row that the student decided has been counted.</param>
internal sealed class Waiter(AskedText text, bool isAsked)
{
    public AskedText Text { get; } = text;

    public bool IsAsked { get; } = isAsked;

    /// <summary>What was asked on its account, once the text is home; nothing if somebody else had set off the asking.</summary>
    public AskBill Bill => Text.Payer == this && Text.Reply is { } reply ? reply.Bill : default;
}

/// <summary>What came of asking about a text.</summary>
/// <param name="Answer">The answer; null for none.</param>
/// <param name="Failure">Why there is none, in words.</param>
/// <param name="Stop">Set when the teacher was not asked to the end.</param>
/// <param name="Bill">The text's share of what the call cost.</param>
/// <param name="Thrown">What was thrown instead of a reply.</param>
internal sealed record TextReply(Answer? Answer, UserMessage? Failure, AskStop? Stop, AskBill Bill, Exception? Thrown)
{
    /// <summary>What the teacher's client threw, where there is no answer.</summary>
    public Exception? Cause { get; init; }
}
