namespace LeadScout.Teaching;

/// <summary>
/// The hard limit on money. A call reserves its ceiling before it goes out and settles its cost afterwards, so spending cannot pass the
/// limit however many calls are in flight. Thread-safe.
/// </summary>
public sealed class Purse
{
    private readonly Lock _lock = new();
    private readonly Money? _limit;
    private TaskCompletionSource _settled = NewSignal();
    private Money _spent;
    private Money _reserved;

    /// <param name="limit">The most that may be spent, what was spent before included; null for no limit.</param>
    /// <param name="alreadySpent">By earlier runs of the same job, lost calls at their ceiling.</param>
    public Purse(Money? limit, Money alreadySpent) => (_limit, _spent) = (limit, alreadySpent);

    /// <summary>Money spent, earlier runs included.</summary>
    public Money Spent
    {
        get
        {
            lock (_lock)
            {
                return _spent;
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
                return _reserved;
            }
        }
    }

    /// <summary>
    /// Reserves a call's ceiling, waiting for calls in flight to settle when it does not fit yet.
    /// </summary>
    /// <returns>False when it cannot fit even with nothing in flight: the purse is empty.</returns>
    public async Task<bool> ReserveAsync(Money ceiling, CancellationToken cancellation)
    {
        while (true)
        {
            Task settled;
            lock (_lock)
            {
                if (_limit is not { } limit || _spent + _reserved + ceiling <= limit)
                {
                    _reserved += ceiling;
                    return true;
                }

                if (_reserved == Money.Zero)
                {
                    return false;
                }

                settled = _settled.Task;
            }

            await settled.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Ends a reservation with what the call really cost.</summary>
    public void Settle(Money ceiling, Money cost)
    {
        TaskCompletionSource settled;
        lock (_lock)
        {
            _reserved -= ceiling;
            _spent += cost;
            (settled, _settled) = (_settled, NewSignal());
        }

        settled.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
