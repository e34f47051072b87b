namespace LeadScout.Teaching.Limits;

/// <summary>
/// How many calls to a service may be out at once after it said "too many" or did not reply in time: half of those that were out, and one
/// more as often as so many were answered, until there are as many as before. A call that went out before the last halving teaches nothing:
/// what comes of a burst halves once. Calls are told apart by the order in which they went out. One at a time.
/// </summary>
internal sealed class AdaptiveConcurrencyLimiter
{
    private int _before; // calls that were out when the first "too many" came
    private int _answered; // since the limit last changed
    private long _latest; // the last call that went out before that

    /// <summary>How many may be out at once; null while the service has not complained, or complains no more.</summary>
    public int? Limit { get; private set; }

    /// <summary>Draws the lesson of a call that has ended.</summary>
    /// <param name="signal">What it says of the service.</param>
    /// <param name="number">Its place in the order of going out, from 1.</param>
    /// <param name="latest">The place of the call that went out last.</param>
    /// <param name="atOnce">How many were out, this one included.</param>
    public void Learn(CallSignal signal, long number, long latest, int atOnce)
    {
        if (number <= _latest)
        {
            return;
        }

        switch (signal)
        {
            case CallSignal.TooMany:
                _before = Limit is null ? atOnce : _before;
                (Limit, _latest, _answered) = (Math.Max(1, (Limit ?? atOnce) / 2), latest, 0);
                break;
            case CallSignal.Answered when Limit is { } limit && ++_answered >= limit:
                (Limit, _answered) = (limit + 1 < _before ? limit + 1 : null, 0);
                break;
        }
    }
}
