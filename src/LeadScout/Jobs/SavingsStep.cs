using LeadScout.Teaching;

namespace LeadScout.Jobs;

/// <summary>What it takes to decide some rows in one of several ways.</summary>
/// <param name="Texts">Texts put to the teacher; a text that is asked twice counts twice.</param>
/// <param name="Calls">Calls that hold them.</param>
/// <param name="Cost">By the same prompts as everything else, thoughts left out; null where the price is unknown.</param>
public sealed record SavingsStep(long Texts, long Calls, Money? Cost)
{
    /// <summary>Nothing asked, nothing paid.</summary>
    public static SavingsStep Nothing { get; } = new(0, 0, Money.Zero);

    /// <summary>Sum, part by part; a cost that is unknown makes the sum's unknown.</summary>
    public static SavingsStep operator +(SavingsStep a, SavingsStep b) => new(a.Texts + b.Texts, a.Calls + b.Calls, a.Cost + b.Cost);

    /// <summary>
    /// The share of a step before it that this one saves: of its money, or where there is none to compare of its calls. Below 0 where it
    /// takes more; null where the step before takes nothing.
    /// </summary>
    public double? ShareOf(SavingsStep before) => (Cost, before.Cost) switch
    {
        ({ } cost, { } all) when all > Money.Zero => 1 - ((double)cost.NanoDollars / all.NanoDollars),
        _ when before.Calls > 0 => 1 - ((double)Calls / before.Calls),
        _ => null,
    };
}
