namespace LeadScout.Teaching;

/// <summary>
/// The hard limit on money. A call reserves its ceiling before it goes out and settles its cost afterwards, so spending cannot pass the
/// limit however many calls are in flight. Thread-safe.
/// </summary>
/// <remarks>
/// Who gets money does not depend on who comes first. Each request at the desk has an account; accounts are served in the order in which they
/// are opened and keep what their first call reserved until they are closed. What a retry needs beyond that, only the oldest open account can get.
/// A wish is refused only when it is the oldest account's and all others are at rest: so it depends on costs alone, never on timing.
/// </remarks>
public sealed class Purse
{
    private readonly Lock _lock = new();
    private readonly Money? _limit;
    private readonly List<PurseAccount> _open = [];
    private Money _closed; // spent by accounts that are closed, and before them
    private double _overrun = 1;

    /// <param name="limit">The most that may be spent, what was spent before included; null for no limit.</param>
    /// <param name="alreadySpent">By earlier runs of the same job, lost calls at their ceiling.</param>
    public Purse(Money? limit, Money alreadySpent) => (_limit, _closed) = (limit, alreadySpent);

    /// <summary>Money spent, earlier runs included.</summary>
    public Money Spent
    {
        get
        {
            lock (_lock)
            {
                return Sum(_closed, account => account.Spent);
            }
        }
    }

    /// <summary>Money held back for calls in flight.</summary>
    public Money Reserved
    {
        get
        {
            lock (_lock)
            {
                return Sum(Money.Zero, account => account.Running ?? Money.Zero);
            }
        }
    }

    /// <summary>Money neither spent nor held back for a call in flight, at least 0; null without a limit.</summary>
    public Money? Left
    {
        get
        {
            lock (_lock)
            {
                var left = _limit - Sum(_closed, account => account.Spent + (account.Running ?? Money.Zero));
                return left < Money.Zero ? Money.Zero : left;
            }
        }
    }

    /// <summary>Opens the account of one request at the desk. To be closed in the order of opening, or the order is lost on those who wait.</summary>
    internal PurseAccount Open()
    {
        lock (_lock)
        {
            var account = new PurseAccount(this, _overrun);
            _open.Add(account);
            return account;
        }
    }

    /// <summary>Lets an account change, and serves those who can now be served.</summary>
    internal void Change(Action change)
    {
        lock (_lock)
        {
            change();
            Serve();
        }
    }

    /// <summary>Takes a closed account off the list, and learns how far its bills passed their ceilings. Inside <see cref="Change"/>.</summary>
    internal void Remove(PurseAccount account)
    {
        if (_open.Remove(account))
        {
            _closed += account.Spent;
            _overrun = Math.Max(_overrun, account.Overrun);
        }
    }

    private void Serve()
    {
        foreach (var account in _open)
        {
            if (account is { Wish: { } wish, HasBegun: true } && (_limit is null || account.Spent + wish.Ceiling <= account.Allowance))
            {
                account.Grant();
            }
            else if (account is { Wish: { } first, HasBegun: false })
            {
                if (!Fits(Sum(_closed, other => other.Held) + first.Ceiling))
                {
                    break; // in turn: a smaller wish behind it waits too
                }

                account.Grant();
            }
        }

        if (_open is [{ Wish: { } more } oldest, ..])
        {
            if (oldest.HasBegun && Fits(Sum(_closed + more.Ceiling, other => other.HeldAtRest)))
            {
                oldest.Grant();
            }
            else if (_open.TrueForAll(account => account.IsAtRest))
            {
                oldest.Refuse();
            }
        }
    }

    private bool Fits(Money sum) => _limit is not { } limit || sum <= limit;

    private Money Sum(Money start, Func<PurseAccount, Money> part) => _open.Aggregate(start, (sum, account) => sum + part(account));
}
