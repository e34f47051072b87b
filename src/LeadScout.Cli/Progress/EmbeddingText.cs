using LeadScout.Application.Reports;
using LeadScout.Jobs.Lists;
using LeadScout.Teaching;

namespace LeadScout.Cli.Progress;

/// <summary>What embedding a list's texts means for whoever owns them, in words, before anything is sent.</summary>
internal static class EmbeddingText
{
    private static readonly Money Smallest = Money.OfDollars(0.0001m);

    /// <summary>One paragraph.</summary>
    public static string Of(EmbeddingNeed need) => need.SentTo is not { } there
        ? $"Embedded on this machine first, by {need.Model}: {need.Texts.Of("text")}. Nothing is sent for it, and it costs nothing."
        : $"Embedded first, by {need.Model}: {need.Texts.Of("text")} will be sent to {there}, also those that are never asked about. {CostOf(need)}";

    /// <summary>As in <c>That costs about $0.0123 (4,100 tokens).</c></summary>
    private static string CostOf(EmbeddingNeed need) => need.Cost switch
    {
        null => $"What it charges is unknown: about {need.Tokens.Of("token")}; --embedding-price states it.",
        { } cost when cost == Money.Zero => "That costs nothing.",
        { } cost => $"That costs {About(cost)} ({need.Tokens.Of("token")}).",
    };

    /// <summary>As in <c>about $0.0123</c>; an amount that would round to nothing is not called nothing.</summary>
    public static string About(Money cost) => cost > Money.Zero && cost < Smallest ? $"less than {Smallest}" : $"about {cost}";
}
