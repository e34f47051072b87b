using LeadScout.Teaching;
using LeadScout.Teaching.Asking;

namespace LeadScout.Streaming;

/// <summary>
/// What asking about a text came to, whether it brought an answer or not, and having it embedded, where that was sent out. Texts that share
/// calls share what these cost.
/// </summary>
/// <param name="Calls">Calls made; those that texts share are the first one's.</param>
/// <param name="Cost">What they cost, as far as it is measured; null when the price is unknown.</param>
/// <param name="PossiblyBilled">The most that those of unknown fate can have cost beside that.</param>
public readonly record struct AskBill(int Calls, Money? Cost, Money PossiblyBilled)
{
    /// <summary>The call that brought the answer; null for none, or several.</summary>
    public long? Call { get; init; }

    /// <summary>Whether nothing was asked.</summary>
    public bool IsNothing => Calls == 0 && Cost is null && PossiblyBilled == Money.Zero;

    /// <summary>Both together.</summary>
    public static AskBill operator +(AskBill one, AskBill other) => new(
        one.Calls + other.Calls,
        one.Cost is { } cost ? cost + (other.Cost ?? Money.Zero) : other.Cost,
        one.PossiblyBilled + other.PossiblyBilled)
    {
        Call = one.IsNothing || one.Call == other.Call ? other.Call : other.IsNothing ? one.Call : null,
    };

    /// <summary>With what embedding came to, which brings no answer.</summary>
    internal AskBill WithEmbedding(AskBill embedding) => (this + embedding) with { Call = Call };

    /// <summary>A text's share; the shares of all texts add up to the whole.</summary>
    internal static AskBill ShareOf(AskResult outcome, int place, int texts) => outcome.Calls == 0
        ? default
        : new(place == 0 ? outcome.Calls : 0, outcome.Spent is { } spent ? Share(spent, place, texts) : null, Share(outcome.PossiblyBilled, place, texts));

    private static Money Share(Money whole, int place, int texts) =>
        new((whole.NanoDollars / texts) + (place == 0 ? whole.NanoDollars % texts : 0));
}
