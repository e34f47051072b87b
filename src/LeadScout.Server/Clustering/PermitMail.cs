using System.Collections.Immutable;
using LeadScout.Teaching.Limits;

namespace LeadScout.Server.Clustering;

/// <summary>What a node has to say about its permits for one service, until it has been heard. Thread-safe.</summary>
internal sealed class PermitMail(TimeProvider clock)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly HashSet<long> _held = [];
    private readonly List<(long Number, long Tokens, CallSignal Signal)> _returned = [];
    private readonly List<(long At, long Tokens)> _alone = [];
    private (long At, TimeSpan Time) _pause;
    private long? _lostAt;
    private bool _isAlone;

    /// <summary>Whether there is nothing to say.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_lock)
            {
                return _held.Count + _returned.Count + _alone.Count == 0;
            }
        }
    }

    /// <summary>Whether nobody has been reached for so long that the node keeps to its own part.</summary>
    public bool IsAlone
    {
        get
        {
            lock (_lock)
            {
                return _isAlone;
            }
        }
    }

    /// <summary>Whether somebody was reached.</summary>
    /// <param name="isReached">Whether.</param>
    /// <param name="aloneAfter">For how long nobody must have been.</param>
    /// <returns>True where the node is alone no more, false where it is from now on, else null.</returns>
    public bool? Heard(bool isReached, TimeSpan aloneAfter)
    {
        lock (_lock)
        {
            var was = _isAlone;
            _lostAt = isReached ? null : _lostAt ?? clock.GetTimestamp();
            _isAlone = !isReached && (was || clock.GetElapsedTime(_lostAt!.Value) >= aloneAfter);
            return was == _isAlone ? null : was;
        }
    }

    /// <summary>A permit is held from now on.</summary>
    public void Hold(long number)
    {
        lock (_lock)
        {
            _held.Add(number);
        }
    }

    /// <summary>A call has ended.</summary>
    /// <param name="number">Its permit; null for a call that went out on the node's own part.</param>
    /// <param name="tokens">What it used.</param>
    /// <param name="signal">What it says of how many calls the service takes at once.</param>
    public void Return(long? number, long tokens, CallSignal signal)
    {
        lock (_lock)
        {
            if (number is { } held)
            {
                _held.Remove(held);
                _returned.Add((held, tokens, signal));
            }
            else
            {
                _alone.Add((clock.GetTimestamp(), tokens));
            }
        }
    }

    /// <summary>The provider has asked that nobody calls for so long.</summary>
    public void Pause(TimeSpan time)
    {
        lock (_lock)
        {
            _pause = (clock.GetTimestamp(), time);
        }
    }

    /// <summary>Takes out what is to be said.</summary>
    /// <param name="holder">Who says it.</param>
    /// <param name="alone">When the calls of its own part were made, and their tokens: to be put back with what nobody has heard.</param>
    public PermitExchange Take(string holder, out (long At, long Tokens)[] alone)
    {
        lock (_lock)
        {
            _alone.RemoveAll(call => clock.GetElapsedTime(call.At) > Minute);
            var pause = _pause.Time - clock.GetElapsedTime(_pause.At);
            var said = new PermitExchange
            {
                Holder = holder,
                Returned = [.. _returned],
                Held = [.. _held],
                MadeAlone = [.. _alone.Select(call => call.Tokens)],
                Pause = pause > TimeSpan.Zero ? pause : TimeSpan.Zero,
            };
            alone = [.. _alone];
            _returned.Clear();
            _alone.Clear();
            _pause = default;
            return said;
        }
    }

    /// <summary>Keeps what nobody has heard, to say it again.</summary>
    public void PutBack(PermitExchange unheard, (long At, long Tokens)[] alone)
    {
        lock (_lock)
        {
            _returned.InsertRange(0, unheard.Returned);
            _alone.InsertRange(0, alone);
            if (unheard.Pause > TimeSpan.Zero)
            {
                _pause = (clock.GetTimestamp(), unheard.Pause);
            }
        }
    }
}
