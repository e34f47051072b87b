using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace LeadScout.Simulation.Scheduling;

/// <summary>All that happened, in order, as a hash; and as lines where somebody wants to read it.</summary>
internal sealed class Trace(TextWriter? lines = null)
{
    private readonly XxHash3 _hash = new();

    /// <summary>The hash of what happened so far.</summary>
    public string Hash => _hash.GetCurrentHashAsUInt64().ToString("x16", CultureInfo.InvariantCulture);

    public void Add(long time, string what)
    {
        _hash.Append(MemoryMarshal.AsBytes([time]));
        _hash.Append(MemoryMarshal.AsBytes(what.AsSpan()));
        lines?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{TimeSpan.FromTicks(time):hh\\:mm\\:ss\\.fff} {what}"));
    }
}
