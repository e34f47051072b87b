using System.Collections.Immutable;
using LeadScout.Teaching.Limits;

namespace LeadScout.Server.Clustering;

/// <summary>What a node has to say about its permits for one service, until it has been heard. Thread-safe.</summary>
internal sealed class PermitMail(TimeProvider clock)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly HashSet<long> _held = [];
    private readonly List<(long Number, long Tokens)> _returned = [];
    private readonly List<(long At, long Tokens)> _alone = [];
    private (long At, TimeSpan Time) _pause;

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
    public void Return(long? number, long tokens)
    {
        lock (_lock)
        {
            if (number is { } held)
            {
                _held.Remove(held);
                _returned.Add((held, tokens));
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
    public PermitExchange Take(string holder)
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
            _returned.Clear();
            _alone.Clear();
            _pause = default;
            return said;
        }
    }

    /// <summary>Keeps what nobody has heard, to say it again.</summary>
    public void PutBack(PermitExchange unheard)
    {
        lock (_lock)
        {
            _returned.InsertRange(0, unheard.Returned);
            _alone.InsertRange(0, unheard.MadeAlone.Select(tokens => (clock.GetTimestamp(), tokens)));
            if (unheard.Pause > TimeSpan.Zero)
            {
                _pause = (clock.GetTimestamp(), unheard.Pause);
            }
        }
    }
}
