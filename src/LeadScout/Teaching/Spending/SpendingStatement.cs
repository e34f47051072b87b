using System.Collections.Immutable;
using LeadScout.Teaching.Calls;

namespace LeadScout.Teaching.Spending;

/// <summary>What a job's ledger says about its spending limit.</summary>
/// <param name="Limit">The most that may be spent; null for no limit.</param>
/// <param name="Reserved">Held back for calls in flight, or cut off by a crash that nobody has settled yet.</param>
/// <param name="Spent">Spent, as far as the provider counted; null when a price was unknown.</param>
/// <param name="PossiblyBilled">The most that ended and lost calls of unknown fate can have cost; null when a price was unknown.</param>
/// <param name="Left">Neither spent, possibly billed nor reserved, at least 0; null without a limit.</param>
public sealed record SpendingStatement(Money? Limit, Money Reserved, Money? Spent, Money? PossiblyBilled, Money? Left)
{
    /// <summary>Calls in flight whose price is unknown: nothing could be held back for them, whatever they cost.</summary>
    public int UnpricedCalls { get; init; }

    /// <summary>Calls that are possibly billed.</summary>
    public int PossiblyBilledCalls { get; init; }

    /// <summary>Calls whose fate a crash left unknown.</summary>
    public int LostCalls { get; init; }

    /// <summary>Calls that ended without an answer.</summary>
    public int FailedCalls { get; init; }

    /// <summary>Calls that may have been billed though the provider did not say their tokens, lost ones not included.</summary>
    public int UncountedCalls { get; init; }

    /// <summary>Calls that were refused before any work, or never sent: they cost nothing.</summary>
    public int NotBilledCalls { get; init; }

    /// <summary>The part that embedding came to; null where nothing was sent for it.</summary>
    public EmbeddingBill? Embeddings { get; init; }

    /// <summary>Calls that have ended, those for vectors included.</summary>
    public int Calls { get; init; }

    /// <summary>Texts that they put to teachers.</summary>
    public int AskedTexts { get; init; }

    /// <summary>Tokens, as the provider counted them.</summary>
    public Usage Usage { get; init; }

    /// <summary>What counted as possibly billed until a person released it.</summary>
    public Money Released { get; init; }

    /// <summary>Adds up a ledger.</summary>
    public static SpendingStatement Of(Money? limit, ImmutableArray<LedgerLine> ledger)
    {
        var open = ledger.Where(line => line.State == CallState.Open).ToArray();
        var reserved = open.Aggregate(Money.Zero, (sum, line) => sum + (line.Intent.Ceiling ?? Money.Zero));
        ImmutableArray<LedgerLine> lines = [.. ledger.Where(line => line.State != CallState.Open)];
        var ended = Bill.Of(lines);
        var left = limit - ended.Charged - reserved;
        return new SpendingStatement(limit, reserved, ended.Measured, ended.PossiblyBilled, left < Money.Zero ? Money.Zero : left)
        {
            UnpricedCalls = open.Count(line => line.Intent.Ceiling is null),
            PossiblyBilledCalls = ended.PossiblyBilledCalls,
            LostCalls = ended.LostCalls,
            FailedCalls = ended.FailedCalls,
            UncountedCalls = ended.UncountedCalls,
            NotBilledCalls = ended.NotBilledCalls,
            Embeddings = Bill.OfEmbedding(lines),
            Released = ended.Released,
            Calls = ended.Calls,
            AskedTexts = ended.AskedTexts,
            Usage = ended.Usage,
        };
    }
}
