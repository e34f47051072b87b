namespace LeadScout.Server.Jobs;

/// <summary>What heavy work has left of memory behind.</summary>
internal static class SpareMemory
{
    private const long Worth = 512L << 20; // bytes: less is not worth a pause

    /// <summary>
    /// Gives it back to the system. The runtime keeps what it has for the next work, which for a server that waits may be in a week. All
    /// requests wait some tenths of a second meanwhile, so nothing is done for little.
    /// </summary>
    public static void GiveBack()
    {
        if (GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes > Worth)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }
}
