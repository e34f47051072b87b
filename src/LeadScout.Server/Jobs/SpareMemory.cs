namespace LeadScout.Server.Jobs;

/// <summary>What heavy work has left of memory behind. Thread-safe.</summary>
internal sealed class SpareMemory
{
    private const long Worth = 512L << 20; // bytes: less is not worth a pause

    private readonly Lock _lock = new();
    private long _kept; // bytes that were still held when memory was given back last: what jobs and answers need is not given back again and again

    /// <summary>
    /// Gives it back to the system, in the background, where there may be enough of it. The runtime keeps what it has for the next work,
    /// which for a server that waits may be in a week. Requests wait meanwhile.
    /// </summary>
    public void GiveBack() => Task.Run(Collect);

    private static long Held => GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes;

    private void Collect()
    {
        lock (_lock)
        {
            if (Held > _kept + Worth)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                _kept = Held;
            }
        }
    }
}
