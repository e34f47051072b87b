namespace LeadScout.Teaching.Spending;

/// <summary>
/// One request's account with the <see cref="SpendingLimit"/>: at most one call of it is in flight, or waits for money, at a time.
/// </summary>
internal sealed class SpendingAccount(SpendingLimit spending) : IDisposable
{
    private bool _isFinished;
    private Money _allowance;
    private SpendingRequest? _running;
    private SpendingAccount? _shared; // its call's place in the limit that others share

    /// <summary>What it waits for, if it waits.</summary>
    public SpendingRequest? Wish { get; private set; }

    /// <summary>Money held back for its call in flight: more than was announced if bills have passed their ceilings since.</summary>
    public Money? Running => _running?.Amount;

    /// <summary>What its calls count for, measured or not.</summary>
    public Money Spent { get; private set; }

    /// <summary>The part of it that is only possibly billed.</summary>
    public Money PossiblyBilled { get; private set; }

    /// <summary>What it may spend without asking for more.</summary>
    public Money Allowance => Most(_allowance, Spent + (Running ?? Money.Zero));

    /// <summary>Whether its first call has been granted.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>What stopped it; null while nothing was refused.</summary>
    public SpendingRefusal? Refusal { get; private set; }

    /// <summary>Whether it can spend nothing more unless it is granted more.</summary>
    public bool IsAtRest => _isFinished || IsWaiting || Wish is not null;

    /// <summary>Whether it waits for answers that other accounts pay for.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>What it holds until it is disposed of.</summary>
    public Money Held => Most(Spent, Allowance);

    /// <summary>What it can have cost when all are at rest.</summary>
    public Money HeldAtRest => IsAtRest ? Spent : Held;

    /// <summary>
    /// Reserves a call's ceiling, in the shared limit, too, waiting for its turn and for others to settle when it does not fit yet.
    /// </summary>
    /// <param name="service">Whose call it is.</param>
    /// <param name="ceiling">The most that it should cost.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <returns>What is held back for it, the ceiling as the service's bills have taught it; null when it cannot fit: the spending limit is
    /// empty.</returns>
    public async Task<Money?> ReserveAsync(BillRecord service, Money ceiling, CancellationToken stop)
    {
        if (await RequestAsync(service, ceiling, stop).ConfigureAwait(false) is not { } granted)
        {
            return null;
        }

        var bears = spending.Shared is not { } shared || await ReserveSharedAsync(shared, service, ceiling, stop).ConfigureAwait(false);
        return bears ? granted : null;
    }

    private async Task<Money?> RequestAsync(BillRecord service, Money ceiling, CancellationToken stop)
    {
        var request = new SpendingRequest(service, ceiling);
        spending.Change(() => Wish = request);
        await using (stop.Register(() => spending.Change(() => Withdraw(request, stop))).ConfigureAwait(false))
        {
            return await request.Answer.Task.ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Ends a reservation with what the call counts for; nothing if it was never made. Ceilings that it has proven too low are widened for
    /// all at once.
    /// </summary>
    public void Settle(Money cost, Billing billing)
    {
        SettleShared(cost, billing);
        spending.Change(() =>
        {
            _running?.Service.Leave(_running.Ceiling, cost, billing);
            Spent += cost;
            PossiblyBilled += billing == Billing.PossiblyBilled ? cost : Money.Zero;
            _running = null;
        });
    }

    /// <summary>Lets others come before it: it waits for what one of them, maybe a later one, is asking.</summary>
    public void Wait() => spending.Change(() => IsWaiting = true);

    /// <summary>Ends the waiting.</summary>
    public void GoOn() => spending.Change(() => IsWaiting = false);

    /// <summary>Says that no call will follow.</summary>
    public void Finish() => spending.Change(() => _isFinished = true);

    /// <summary>Gives back what was not spent. Only now can those who came later have it.</summary>
    public void Dispose() => spending.Change(() => spending.Remove(this));

    /// <summary>Grants the wish. The spending limit's own business.</summary>
    public void Grant()
    {
        var granted = Wish!;
        (Wish, _running, HasBegun) = (null, granted, true);
        granted.Service.Enter();
        _allowance = Most(_allowance, Spent + granted.Amount);
        granted.Answer.TrySetResult(granted.Amount);
    }

    /// <summary>Refuses the wish. The spending limit's own business.</summary>
    public void Refuse()
    {
        var refused = Wish!;
        (Wish, _isFinished) = (null, true);
        Refusal = new SpendingRefusal(spending, refused);
        refused.Answer.TrySetResult(null);
    }

    private async Task<bool> ReserveSharedAsync(SpendingLimit shared, BillRecord service, Money ceiling, CancellationToken stop)
    {
        _shared = shared.Open();
        var isGranted = false;
        try
        {
            isGranted = await _shared.ReserveAsync(shared.RecordOf(service.Service), ceiling, stop).ConfigureAwait(false) is not null;
            Refusal = _shared.Refusal is { } refusal ? refusal with { IsShared = true } : null;
            return isGranted;
        }
        finally
        {
            if (!isGranted)
            {
                Settle(Money.Zero, Billing.NotBilled);
            }
        }
    }

    /// <summary>What may have been billed counts for the most that it can be, as each limit has learnt it.</summary>
    private void SettleShared(Money cost, Billing billing)
    {
        if (_shared is { } shared)
        {
            shared.Settle(billing == Billing.PossiblyBilled ? Most(cost, shared.Running ?? Money.Zero) : cost, billing);
            shared.Dispose();
            _shared = null;
        }
    }

    private static Money Most(Money a, Money b) => a > b ? a : b;

    private void Withdraw(SpendingRequest request, CancellationToken stop)
    {
        if (Wish == request)
        {
            (Wish, _isFinished) = (null, true);
            request.Answer.TrySetCanceled(stop);
        }
    }
}
