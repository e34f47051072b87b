using LeadScout.Teaching.Calls;

namespace LeadScout.Teaching.Spending;

/// <summary>
/// The hard limit on money. A call reserves its ceiling before it goes out and settles what it counts for afterwards, so spending cannot
/// pass the limit however many calls are in flight, as long as bills keep to their ceilings. Thread-safe.
/// </summary>
/// <remarks>
/// <para> Who gets money does not depend on who comes first. Each request at the service has an account; accounts are served in the order
/// in which they are opened and keep what their first call reserved until they are closed. What a retry needs beyond that, only the oldest
/// open account can get that does not wait for an answer that another pays for. A wish is refused only when it is that account's and all
/// others are at rest: so it depends on costs alone, never on timing, as long as bills keep to their ceilings and no request waits for
/// another's answer; who waits lets others come before it, and that is a matter of timing. </para> <para> A bill that passes its ceiling widens all ceilings of that
/// service at once, also of calls in flight, and nothing goes out until what they may now cost fits again. So the limit can be passed by no
/// more than the excess of the calls that were out when the first such bill came home. With a limit, the first call of a service goes
/// alone, and each that comes home lets one more go beside the others: a service that bills too much from the start is found out by a
/// single call. </para>
/// </remarks>
public sealed class SpendingLimit
{
    private readonly Lock _lock = new();
    private readonly Money? _limit;
    private readonly List<SpendingAccount> _open = [];
    private readonly Dictionary<string, BillRecord> _services = new(StringComparer.Ordinal);
    private Money _closed; // what accounts that are closed count for, and what was spent before them
    private Money _closedPossibly;

    /// <param name="limit">The most that may be spent, what was spent before included; null for no limit.</param>
    /// <param name="alreadySpent">Before.</param>
    public SpendingLimit(Money? limit, Money alreadySpent) => (_limit, _closed) = (limit, alreadySpent);

    /// <summary>The spending limit of a job that goes on.</summary>
    internal SpendingLimit(Money? limit, IReadOnlyCollection<LedgerLine> before)
    {
        _limit = limit;
        foreach (var line in before)
        {
            // Of an unknown price nothing is known to count; with a limit such a job is refused before it begins.
            var charged = line.Charged ?? Money.Zero;
            _closed += charged;
            _closedPossibly += line.Billing == Billing.PossiblyBilled ? charged : Money.Zero;
        }

        foreach (var lines in before.GroupBy(line => line.Intent.Teacher))
        {
            RecordOf(lines.Key).Learn(lines);
        }
    }

    /// <summary>Money spent, as far as services have counted, earlier runs included.</summary>
    public Money Spent
    {
        get
        {
            lock (_lock)
            {
                return Sum(_closed - _closedPossibly, account => account.Spent - account.PossiblyBilled);
            }
        }
    }

    /// <summary>The most that calls of unknown fate can have cost, earlier runs included. It counts against the limit.</summary>
    public Money PossiblyBilled
    {
        get
        {
            lock (_lock)
            {
                return Sum(_closedPossibly, account => account.PossiblyBilled);
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

    /// <summary>Money neither spent, nor possibly billed, nor held back for a call in flight, at least 0; null without a limit.</summary>
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

    /// <summary>The limit; null for none.</summary>
    internal Money? Limit => _limit;

    /// <summary>A limit for this spender and others together; null for none. A call is made once both bear it.</summary>
    internal SpendingLimit? Shared { get; init; }

    /// <summary>What the bills of a service have taught.</summary>
    internal BillRecord RecordOf(string service)
    {
        lock (_lock)
        {
            return _services.TryGetValue(service, out var known) ? known : _services[service] = new BillRecord(service);
        }
    }

    /// <summary>
    /// Opens the account of one request at the service. To be closed in the order of opening, or the order is lost on those who wait.
    /// </summary>
    internal SpendingAccount Open()
    {
        lock (_lock)
        {
            var account = new SpendingAccount(this);
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

    /// <summary>Takes a closed account off the list. Inside <see cref="Change"/>.</summary>
    internal void Remove(SpendingAccount account)
    {
        if (_open.Remove(account))
        {
            _closed += account.Spent;
            _closedPossibly += account.PossiblyBilled;
        }
    }

    private void Serve()
    {
        foreach (var account in _open)
        {
            if (account is { Wish: { } request, HasBegun: true }
                && (_limit is null || (request.IsDue && account.Spent + request.Amount <= account.Allowance && Fits(Committed(account, request)))))
            {
                account.Grant();
            }
            else if (account is { Wish: { } first, HasBegun: false })
            {
                if (_limit is not null && !(first.IsDue && Fits(Sum(_closed, other => other.Held) + first.Amount)))
                {
                    break; // in turn: a smaller wish behind it waits too
                }

                account.Grant();
            }
        }

        if (_open.Find(account => !account.IsWaiting) is { Wish: { } more } oldest)
        {
            // Else a first call waits for its turn. Here all who came before it wait for its answer: what they have not spent is free for it.
            bool allRest = _open.TrueForAll(account => account.IsAtRest);
            if ((oldest.HasBegun || allRest) && more.IsDue && Fits(Sum(_closed + more.Amount, other => other.HeldAtRest)))
            {
                oldest.Grant();
            }
            else if (allRest)
            {
                oldest.Refuse();
            }
        }
    }

    /// <summary>What all will have come to once this wish is spent too.</summary>
    private Money Committed(SpendingAccount account, SpendingRequest request) =>
        Sum(_closed, other => other == account ? other.Spent + request.Amount : other.HeldAtRest);

    private bool Fits(Money sum) => _limit is not { } limit || sum <= limit;

    private Money Sum(Money start, Func<SpendingAccount, Money> part) => _open.Aggregate(start, (sum, account) => sum + part(account));
}
