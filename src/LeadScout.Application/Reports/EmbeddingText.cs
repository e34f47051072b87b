using LeadScout.Jobs.Lists;
using LeadScout.Messages;
using LeadScout.Teaching;

namespace LeadScout.Application.Reports;

/// <summary>What embedding a list's texts means for whoever owns them, in words, before anything is sent.</summary>
public static class EmbeddingText
{
    private static readonly Money Smallest = Money.OfDollars(0.0001m);

    /// <summary>One paragraph.</summary>
    /// <param name="need">What is to be embedded.</param>
    /// <param name="words">How what can be set is said.</param>
    public static string Of(EmbeddingNeed need, Func<Remedy, string> words)
    {
        var what = need.SentTo is not { } there
            ? $"Embedded on this machine first, by {need.Model}: {need.Texts.Of("text")}. Nothing is sent for it, and it costs nothing."
            : $"Embedded first, by {need.Model}: {need.Texts.Of("text")} will be sent to {there}{(need.Texts == 1 ? "" : ", also those that are never asked about")}. {CostOf(need, words)}";
        return need.IsKeptWithoutTexts
            ? $"{what} The vectors are kept in this database, which keeps no texts: much of a text can be read from its vector."
            : what;
    }

    /// <summary>As in <c>about $0.0123</c>; an amount that would round to nothing is not called nothing.</summary>
    public static string About(Money cost) => cost > Money.Zero && cost < Smallest ? $"less than {Smallest}" : $"about {cost}";

    private static string CostOf(EmbeddingNeed need, Func<Remedy, string> words) => need.Cost switch
    {
        null => UserMessage.Of($"What it charges is unknown: about {need.Tokens.Of("token")}; {Setting.EmbeddingPrice} states it.").In(words),
        { } cost when cost == Money.Zero => "That costs nothing.",
        { } cost => $"That costs {About(cost)} ({need.Tokens.Of("token")}).",
    };
}
