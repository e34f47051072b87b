using LeadScout.Teaching;

namespace LeadScout.Server.Mcp;

/// <summary>
/// What a call costs, as far as it is known: nothing until something may be asked, from then on all that was held back for it, and in the end
/// what was measured. Thread-safe.
/// </summary>
internal sealed class AgentBill
{
    private readonly Lock _lock = new();
    private bool _hasBegun;
    private Money? _measured;

    /// <summary>Whether something may have been asked.</summary>
    public bool HasBegun
    {
        get
        {
            lock (_lock)
            {
                return _hasBegun;
            }
        }
    }

    /// <summary>To be said before anything is asked.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            _hasBegun = true;
        }
    }

    /// <summary>To be said once all calls are home; calls of unknown fate count at their most. Less than nothing counts as nothing.</summary>
    public void Measure(Money spent)
    {
        lock (_lock)
        {
            _measured = spent < Money.Zero ? Money.Zero : spent;
        }
    }

    /// <summary>What is to be booked.</summary>
    /// <param name="held">What was held back for the call.</param>
    public Money Of(Money held)
    {
        lock (_lock)
        {
            return !_hasBegun ? Money.Zero : _measured ?? held;
        }
    }
}
