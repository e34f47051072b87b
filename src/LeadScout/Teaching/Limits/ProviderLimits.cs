using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace LeadScout.Teaching.Limits;

/// <summary>
/// Keeps what providers allow for everybody in a process who calls them, and with <see cref="Permits"/> for several processes together. It
/// only delays calls: what is asked does not depend on it. A service is known by the name that its answers are filed under. Thread-safe.
/// </summary>
/// <param name="clock">The time.</param>
/// <param name="stated">What is allowed for a service, beside what a job says for itself.</param>
public sealed class ProviderLimits(TimeProvider clock, Func<string, RateLimits> stated)
{
    private readonly ConcurrentDictionary<string, SharedService> _services = new(StringComparer.Ordinal);
    private volatile ICallPermits? _permits;

    /// <summary>Without any limits but those that jobs state: what a provider asks of one of them holds for all.</summary>
    public ProviderLimits(TimeProvider clock)
        : this(clock, _ => new RateLimits())
    {
    }

    /// <summary>Who hands out permits where several processes keep the limits together; null where this one is alone.</summary>
    public ICallPermits? Permits
    {
        get => _permits;
        set => _permits = value;
    }

    /// <summary>The services that were called, by name: what is allowed, and the calls of the last minute from this process.</summary>
    public ImmutableArray<ServiceUse> Uses =>
    [
        .. _services.Values.OrderBy(service => service.Name, StringComparer.Ordinal).Select(service =>
        {
            var (calls, tokens, atOnce) = service.Window.Use;
            return new ServiceUse(service.Name, service.Stated, calls, tokens, atOnce);
        }),
    ];

    /// <summary>What everybody shares who calls a service.</summary>
    internal SharedService Of(string service) =>
        _services.GetOrAdd(service, name => new SharedService(name, stated(name), new CallWindow(clock), this));
}

/// <summary>How a service stands in a process.</summary>
/// <param name="Service">Its name.</param>
/// <param name="Limits">What is allowed over all jobs.</param>
/// <param name="Calls">Calls of the last minute.</param>
/// <param name="Tokens">Tokens that they count for.</param>
/// <param name="AtOnce">Calls that are out.</param>
public sealed record ServiceUse(string Service, RateLimits Limits, int Calls, long Tokens, int AtOnce);

/// <summary>A service as everybody in the process shares it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Stated">What is allowed.</param>
/// <param name="Window">Its calls.</param>
/// <param name="Owner">Knows who hands out permits.</param>
internal sealed record SharedService(string Name, RateLimits Stated, CallWindow Window, ProviderLimits Owner);
