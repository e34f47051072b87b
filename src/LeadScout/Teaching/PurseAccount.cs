namespace LeadScout.Teaching;

/// <summary>One request's account with the <see cref="Purse"/>: at most one call of it is in flight, or waits for money, at a time.</summary>
internal sealed class PurseAccount(Purse purse, double overrun)
{
    /// <summary>What it waits for, if it waits.</summary>
    public PurseWish? Wish { get; private set; }

    /// <summary>Money held back for its call in flight.</summary>
    public Money? Running { get; private set; }

    /// <summary>What its calls have cost.</summary>
    public Money Spent { get; private set; }

    /// <summary>What it may spend without asking for more.</summary>
    public Money Allowance { get; private set; }

    /// <summary>Whether its first call has been granted.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>How many times their ceiling its bills have come to at the worst, what was known when it was opened included; at least 1.</summary>
    public double Overrun { get; private set; } = overrun;

    /// <summary>Whether it can spend nothing more unless it is granted more.</summary>
    public bool IsAtRest => _isFinished || Wish is not null;

    /// <summary>What it holds until it is closed.</summary>
    public Money Held => Spent > Allowance ? Spent : Allowance;

    /// <summary>What it can have cost when all are at rest.</summary>
    public Money HeldAtRest => IsAtRest ? Spent : Held;

    private bool _isFinished;

    /// <summary>A ceiling widened by what earlier bills taught: a provider that counts more than we do has been seen.</summary>
    public Money Widened(Money ceiling) => Overrun > 1 ? new Money((long)Math.Ceiling(ceiling.NanoDollars * Overrun)) : ceiling;

    /// <summary>Reserves a call's ceiling, waiting for its turn and for others to settle when it does not fit yet.</summary>
    /// <returns>False when it cannot fit: the purse is empty.</returns>
    public async Task<bool> ReserveAsync(Money ceiling, CancellationToken stop)
    {
        var wish = new PurseWish(ceiling);
        purse.Change(() => Wish = wish);
        await using (stop.Register(() => purse.Change(() => Withdraw(wish, stop))).ConfigureAwait(false))
        {
            return await wish.Answer.Task.ConfigureAwait(false);
        }
    }

    /// <summary>Ends a reservation with what the call really cost; nothing if it was never made.</summary>
    public void Settle(Money cost) => purse.Change(() =>
    {
        if (Running is { } ceiling && ceiling > Money.Zero && cost > ceiling)
        {
            Overrun *= (double)cost.NanoDollars / ceiling.NanoDollars;
        }

        Spent += cost;
        Running = null;
    });

    /// <summary>Says that no call will follow.</summary>
    public void Finish() => purse.Change(() => _isFinished = true);

    /// <summary>Gives back what was not spent. Only now can those who came later have it.</summary>
    public void Close() => purse.Change(() => purse.Remove(this));

    /// <summary>Grants the wish. The purse's own business.</summary>
    public void Grant()
    {
        var (granted, atLeast) = (Wish!, Spent + Wish!.Ceiling);
        (Wish, Running, HasBegun, Allowance) = (null, granted.Ceiling, true, Allowance > atLeast ? Allowance : atLeast);
        granted.Answer.TrySetResult(true);
    }

    /// <summary>Refuses the wish. The purse's own business.</summary>
    public void Refuse()
    {
        var refused = Wish!;
        (Wish, _isFinished) = (null, true);
        refused.Answer.TrySetResult(false);
    }

    private void Withdraw(PurseWish wish, CancellationToken stop)
    {
        if (Wish == wish)
        {
            (Wish, _isFinished) = (null, true);
            wish.Answer.TrySetCanceled(stop);
        }
    }
}

/// <summary>A ceiling that waits to be granted.</summary>
internal sealed record PurseWish(Money Ceiling)
{
    /// <summary>Whether it was.</summary>
    public TaskCompletionSource<bool> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
