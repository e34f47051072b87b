using LeadScout.Teaching.Limits;
using LeadScout.Teaching.Spending;

namespace LeadScout.Teaching.Asking;

/// <summary>
/// What every call to one service passes on its way out, whatever it asks for: the spending limit, the calls at once, and the provider's
/// rate. Thread-safe.
/// </summary>
internal sealed class CallGate
{
    /// <param name="service">The name that its bills are learned under.</param>
    /// <param name="spending">What may be spent.</param>
    /// <param name="options">Concurrency, rates, retries, and the time.</param>
    public CallGate(string service, SpendingLimit spending, AskServiceOptions options)
    {
        (SpendingLimit, Bills) = (spending, spending.RecordOf(service));
        Concurrency = new ConcurrencyLimiter(options.Concurrency, options.Retry);
        Patience = new Patience(options.Retry, Concurrency, options.Clock, options.Waiting);
        Quota = new SlidingWindowLimiter(options.Limits, options.Clock, options.Shared?.Of(service));
    }

    public SpendingLimit SpendingLimit { get; }

    /// <summary>What the service's bills have taught.</summary>
    public BillRecord Bills { get; }

    public ConcurrencyLimiter Concurrency { get; }

    public SlidingWindowLimiter Quota { get; }

    public Patience Patience { get; }

    /// <summary>Lets one call through when its turn has come.</summary>
    /// <param name="account">Who pays.</param>
    /// <param name="wanted">The most that it should cost; null when the price is unknown.</param>
    /// <param name="mostTokens">The most that it can use.</param>
    /// <param name="call">Makes the call, given the ceiling that is held back for it.</param>
    /// <param name="stop">Ends the waiting; a call that is out comes home.</param>
    /// <returns>What came of it; null when it cannot fit: the spending limit is empty.</returns>
    public async Task<T?> PassAsync<T>(
        SpendingAccount account, Money? wanted, long mostTokens, Func<Money?, Task<CallOutcome<T>>> call, CancellationToken stop)
        where T : class
    {
        if (await account.ReserveAsync(Bills, wanted ?? Money.Zero, stop).ConfigureAwait(false) is not { } granted)
        {
            return null;
        }

        var ceiling = wanted is null ? (Money?)null : granted;
        var (spent, billing) = ((Money?)null, Billing.NotBilled);
        try
        {
            await Concurrency.EnterAsync(stop).ConfigureAwait(false);
            TeacherFaultKind? fault = TeacherFaultKind.Unavailable;
            try
            {
                var (place, used) = (await Quota.EnterAsync(mostTokens, stop).ConfigureAwait(false), mostTokens);
                try
                {
                    (spent, billing) = (ceiling, Billing.PossiblyBilled); // from here on it may be billed in full, whatever breaks
                    var outcome = await call(ceiling).ConfigureAwait(false);
                    (fault, spent, billing) = (outcome.Fault, outcome.Cost, outcome.Billing);
                    used = outcome.Usage.InputTokens + outcome.Usage.OutputTokens;
                    return outcome.Value;
                }
                finally
                {
                    Quota.Leave(place, used, CallSignals.Of(fault));
                }
            }
            finally
            {
                Concurrency.Leave(fault);
            }
        }
        finally
        {
            account.Settle(spent ?? Money.Zero, billing);
        }
    }
}

/// <summary>What came of a call, for what it passed on its way.</summary>
/// <param name="Value">What it was made for.</param>
/// <param name="Fault">How it went wrong as a whole, or null.</param>
/// <param name="Cost">What it counts for; null when the price is unknown.</param>
/// <param name="Billing">What is known of its bill.</param>
/// <param name="Usage">What it used.</param>
internal readonly record struct CallOutcome<T>(T Value, TeacherFaultKind? Fault, Money? Cost, Billing Billing, Usage Usage);
