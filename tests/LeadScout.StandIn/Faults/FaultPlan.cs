using System.Collections.Immutable;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace LeadScout.StandIn.Faults;

/// <summary>Decides what happens to a call: the scripted faults first, in order, then chance. Thread-safe.</summary>
internal sealed class FaultPlan(ImmutableArray<FaultRate> rates, int seed)
{
    private readonly Lock _lock = new();
    private readonly Queue<Fault> _script = new();
    private readonly Dictionary<string, int> _timesAsked = new(StringComparer.Ordinal);

    public void Script(IEnumerable<Fault> faults)
    {
        lock (_lock)
        {
            foreach (var fault in faults)
            {
                _script.Enqueue(fault);
            }
        }
    }

    public void Reset()
    {
        lock (_lock)
        {
            _script.Clear();
            _timesAsked.Clear();
        }
    }

    /// <summary>The fault for a call with this user message.</summary>
    public Fault Next(string user)
    {
        lock (_lock)
        {
            if (_script.TryDequeue(out var scripted))
            {
                return scripted;
            }

            var before = _timesAsked.GetValueOrDefault(user);
            _timesAsked[user] = before + 1;
            return ByChance(user, before);
        }
    }

    private Fault ByChance(string user, int before)
    {
        var hash = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(user.AsSpan()), ((long)seed << 32) + before);
        var chance = (hash >> 11) * (1.0 / (1UL << 53));
        foreach (var (fault, rate) in rates)
        {
            if (chance < rate)
            {
                return fault;
            }

            chance -= rate;
        }

        return Fault.None;
    }
}
