namespace LeadScout.Teaching.Limits;

/// <summary>Hands out permits for calls to a service, so that several processes keep one limit. Implementations are thread-safe.</summary>
public interface ICallPermits
{
    /// <summary>Asks for a permit. Whoever has one gives it back with <see cref="GiveBack"/>; one of a process that is gone comes back by itself.</summary>
    /// <param name="service">The service that is to be called.</param>
    /// <param name="limits">What is allowed, over all processes; at least one limit.</param>
    /// <param name="tokens">The most that the call can use.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    Task<CallPermit> TakeAsync(string service, RateLimits limits, long tokens, CancellationToken cancellationToken);

    /// <summary>A call has ended.</summary>
    /// <param name="service">The service.</param>
    /// <param name="permit">The number of its permit; null for one that went out on this process's own part of the limits.</param>
    /// <param name="tokens">What it used.</param>
    /// <param name="signal">What it says of how many calls the service takes at once.</param>
    void GiveBack(string service, long? permit, long tokens, CallSignal signal);

    /// <summary>The provider has asked that nobody calls for so long.</summary>
    void Pause(string service, TimeSpan time);
}

/// <summary>What came of asking for a permit: one of three.</summary>
public readonly record struct CallPermit
{
    /// <summary>The permit's number; null where there is none.</summary>
    public long? Number { get; private init; }

    /// <summary>How many processes part the limits among themselves, because nobody can be asked; null where somebody was.</summary>
    public int? Parts { get; private init; }

    /// <summary>How long to wait before it is asked for again.</summary>
    public TimeSpan Wait { get; private init; }

    /// <summary>The call may go out.</summary>
    public static CallPermit Granted(long number) => new() { Number = number };

    /// <summary>Not now.</summary>
    public static CallPermit Later(TimeSpan wait) => new() { Wait = wait };

    /// <summary>Nobody can be asked: the process keeps to its own part of the limits.</summary>
    /// <param name="processes">How many there are, at least 1.</param>
    public static CallPermit OwnPart(int processes) => new() { Parts = Math.Max(1, processes) };
}
