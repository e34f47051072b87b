using LeadScout.Teaching.Calls;

namespace LeadScout.Teaching.Spending;

/// <summary>
/// How one service's bills have compared with the ceilings announced for them. Not thread-safe: the spending limit's lock guards it.
/// </summary>
/// <param name="service">The name that its bills are learned under.</param>
internal sealed class BillRecord(string service)
{
    private double _times = 1; // how many times its ceiling the worst bill came to
    private Money _excess; // by how much the worst one passed it

    public string Service => service;

    /// <summary>The bill that passed its ceiling by the most, if any did.</summary>
    public (Money Ceiling, Money Cost)? Worst { get; private set; }

    /// <summary>Calls out, or about to go out.</summary>
    public int InFlight { get; private set; }

    /// <summary>Calls that came home and were billed, perhaps.</summary>
    public int Bills { get; private set; }

    /// <summary>
    /// Whether one more call may go out: not before as many have come home. So a service that bills far beyond its ceilings from the start
    /// is found out by one call.
    /// </summary>
    public bool AllowsAnother => InFlight <= Bills;

    /// <summary>
    /// A ceiling as the bills so far teach it: hidden thoughts add the same to each call, a coarser vocabulary multiplies.
    /// </summary>
    public Money Widened(Money ceiling)
    {
        if (_excess == Money.Zero)
        {
            return ceiling;
        }

        var (multiplied, raised) = (
            new Money((long)Math.Min(long.MaxValue / 4, Math.Ceiling(ceiling.NanoDollars * _times))), ceiling + _excess);
        return multiplied > raised ? multiplied : raised;
    }

    /// <summary>A call is about to go out.</summary>
    public void Enter() => InFlight++;

    /// <summary>A call has come home, or was never made.</summary>
    /// <param name="ceiling">What was announced, before it was widened.</param>
    /// <param name="cost">What it counts for.</param>
    /// <param name="billing">What is known of its bill.</param>
    public void Leave(Money ceiling, Money cost, Billing billing)
    {
        InFlight--;
        Learn(ceiling, cost, billing);
    }

    /// <summary>Takes in the bills of earlier runs.</summary>
    public void Learn(IEnumerable<LedgerLine> ledger)
    {
        foreach (var line in ledger.Where(line => line.EndedAt is not null))
        {
            Learn(line.Intent.Ceiling ?? Money.Zero, line.Cost ?? Money.Zero, line.Billing);
        }
    }

    private void Learn(Money ceiling, Money cost, Billing billing)
    {
        Bills += billing == Billing.NotBilled ? 0 : 1;
        if (ceiling > Money.Zero && cost > ceiling)
        {
            _times = Math.Max(_times, (double)cost.NanoDollars / ceiling.NanoDollars);
            if (cost - ceiling > _excess)
            {
                (_excess, Worst) = (cost - ceiling, (ceiling, cost));
            }
        }
    }
}
