using System.Collections.Immutable;
using LeadScout.Teaching;

namespace LeadScout.Jobs;

/// <summary>What a job's ledger says about its purse.</summary>
/// <param name="Limit">The most that may be spent; null for no limit.</param>
/// <param name="Reserved">Held back for calls in flight, or cut off by a crash that nobody has settled yet.</param>
/// <param name="Spent">Spent, lost calls and calls that the provider did not count at their ceiling; null when a price was unknown.</param>
/// <param name="Left">Neither spent nor reserved, at least 0; null without a limit.</param>
public sealed record PurseStatement(Money? Limit, Money Reserved, Money? Spent, Money? Left)
{
    /// <summary>Adds up a ledger.</summary>
    public static PurseStatement Of(Money? limit, ImmutableArray<LedgerLine> ledger)
    {
        var open = ledger.Where(line => line.State == CallState.Open);
        var reserved = open.Aggregate(Money.Zero, (sum, line) => sum + (line.Intent.Ceiling ?? Money.Zero));
        var spent = ledger.Where(line => line.State != CallState.Open).Aggregate((Money?)Money.Zero, (sum, line) => sum + line.Cost);
        var left = limit - spent - reserved;
        return new PurseStatement(limit, reserved, spent, left < Money.Zero ? Money.Zero : left);
    }
}
