namespace LeadScout.Simulation.Worlds;

/// <summary>How often what went wrong.</summary>
internal sealed class FaultTally
{
    private readonly long[] _counts = new long[Enum.GetValues<FaultKind>().Length];

    public long this[FaultKind kind] => _counts[(int)kind];

    public void Add(FaultKind kind) => _counts[(int)kind]++;

    public void Add(FaultTally other)
    {
        for (var kind = 0; kind < _counts.Length; kind++)
        {
            _counts[kind] += other._counts[kind];
        }
    }

    /// <summary>Whether any of these has happened.</summary>
    public bool Has(params ReadOnlySpan<FaultKind> kinds)
    {
        foreach (var kind in kinds)
        {
            if (this[kind] > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Those that happened, as in <c>Killed 2, TimedOut 1</c>.</summary>
    public override string ToString() =>
        string.Join(", ", Enum.GetValues<FaultKind>().Where(kind => this[kind] > 0).Select(kind => $"{kind} {this[kind]}"));
}
