namespace LeadScout.Teaching.Limits;

/// <summary>
/// The permits of one service, for several processes that keep one limit. A permit that its holder neither gives back nor mentions for
/// <see cref="Expiry"/> counts as given back: the holder is gone. One at a time.
/// </summary>
/// <param name="clock">The time.</param>
public sealed class PermitBook(TimeProvider clock)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    /// <summary>Who has not asked again for so long wants nothing any more.</summary>
    private static readonly TimeSpan Patience = LongestWait * 5;

    private readonly CallWindow _window = new(clock);
    private readonly Dictionary<(string Holder, long Number), Held> _held = [];
    private readonly Dictionary<(string Holder, long Tokens), Asking> _asking = [];
    private readonly long _first = clock.GetUtcNow().Ticks; // no two books give out one number
    private long _given;

    /// <summary>How long a permit holds of which nothing is heard.</summary>
    public static TimeSpan Expiry { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Calls of the last minute, the tokens that they count for, and permits that are out.</summary>
    public (int Calls, long Tokens, int Out) Use => _window.Use;

    /// <summary>Takes in a call that somebody made before this book was opened; the oldest first.</summary>
    /// <param name="ago">How long ago.</param>
    /// <param name="tokens">What it used, or may use at most.</param>
    /// <param name="isOut">Whether it has not ended, as far as is known.</param>
    public void Assume(TimeSpan ago, long tokens, bool isOut)
    {
        var call = _window.Enter(tokens, ago);
        if (isOut)
        {
            _held[("", Next())] = new Held(call, clock.GetTimestamp());
        }
        else
        {
            _window.Leave(call, tokens);
        }
    }

    /// <summary>Takes in what a process says, and gives it a permit if it wants one and there is room.</summary>
    /// <param name="said">What it says.</param>
    /// <param name="reached">How many processes can come here.</param>
    /// <param name="all">How many there are: those that can't come keep to their own part of the limits, which is left to them.</param>
    public CallPermit Exchange(PermitExchange said, int reached = 1, int all = 1)
    {
        Expire();
        TakeIn(said);
        if (said.Tokens is not { } tokens)
        {
            return default;
        }

        var mine = Math.Clamp(reached, 1, Math.Max(1, all));
        var limits = mine < all ? said.Limits.Share(mine, all) : said.Limits;
        var asking = AskingOf(said.Holder, tokens);
        if (_window.TryEnter(limits, asking, out var wait) is not { } call)
        {
            return CallPermit.Later(IsFull(limits) ? Poll : wait < Poll ? Poll : wait < LongestWait ? wait : LongestWait);
        }

        _asking.Remove((said.Holder, tokens));
        asking.Dispose();
        var number = Next();
        _held[(said.Holder, number)] = new Held(call, clock.GetTimestamp());
        return CallPermit.Granted(number);
    }

    private CallWaiter AskingOf(string holder, long tokens)
    {
        var waiter = _asking.TryGetValue((holder, tokens), out var asking) ? asking.Waiter : _window.Queue(tokens);
        _asking[(holder, tokens)] = new Asking(waiter, clock.GetTimestamp());
        return waiter;
    }

    private long Next() => _first + ++_given;

    private bool IsFull(RateLimits limits) => _held.Count >= limits.CallsAtOnce || _held.Count >= _window.Narrowed;

    private void TakeIn(PermitExchange said)
    {
        foreach (var (number, tokens, signal) in said.Returned)
        {
            if (_held.Remove((said.Holder, number), out var held))
            {
                _window.Leave(held.Call, tokens, signal);
            }
        }

        foreach (var number in said.Held)
        {
            // One of an earlier book is taken over: its tokens are in the ledger. One of this book that it does not know was given back meanwhile.
            var known = _held.GetValueOrDefault((said.Holder, number))?.Call ?? (number <= _first ? _window.Enter(0) : null);
            if (known is not null)
            {
                _held[(said.Holder, number)] = new Held(known, clock.GetTimestamp());
            }
        }

        foreach (var tokens in said.MadeAlone)
        {
            _window.Leave(_window.Enter(tokens), tokens);
        }

        if (said.Pause > TimeSpan.Zero)
        {
            _window.Pause(said.Pause);
        }
    }

    private void Expire()
    {
        foreach (var (key, held) in _held.Where(held => clock.GetElapsedTime(held.Value.HeardAt) >= Expiry).ToArray())
        {
            _held.Remove(key);
            _window.Leave(held.Call, held.Call.Tokens);
        }

        foreach (var (key, asking) in _asking.Where(asking => clock.GetElapsedTime(asking.Value.HeardAt) >= Patience).ToArray())
        {
            _asking.Remove(key);
            asking.Waiter.Dispose();
        }
    }

    private sealed record Held(WindowCall Call, long HeardAt);

    private sealed record Asking(CallWaiter Waiter, long HeardAt);
}
