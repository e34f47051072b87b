namespace LeadScout.Fuzz.Engine;

/// <summary>Feeds a target one input on a small stack, and says whether it kept its promise.</summary>
internal static class Verdict
{
    // Less than a thread of the server's pool has: what nests without a bound shows early.
    private const int StackBytes = 512 * 1024;

    /// <summary>Runs a loop on that stack, to its end.</summary>
    public static void OnSmallStack(Action work)
    {
        Exception? thrown = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    work();
                }
                catch (Exception e)
                {
                    thrown = e;
                }
            },
            StackBytes);
        thread.Start();
        thread.Join();
        if (thrown is not null)
        {
            throw new InvalidOperationException(thrown.Message, thrown);
        }
    }

    /// <summary>What was wrong; null where the promise was kept.</summary>
    public static string? On(FuzzTarget target, byte[] input)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            target.Try(input);
        }
        catch (Exception e)
        {
            return e is BrokenPromiseException ? e.Message : $"{e.GetType().Name}: {e.Message}\n{e.StackTrace}";
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return allocated <= target.MostAllocated ? null : $"{input.Length} bytes of input took {allocated:N0} bytes of memory, more than {target.MostAllocated:N0}.";
    }

    /// <summary>Where it went wrong, so that the same fault counts once.</summary>
    public static string KindOf(string wrong) =>
        string.Join(' ', wrong.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("at LeadScout", StringComparison.Ordinal))
            .Select(line => line.Split('(')[0]).Take(2).Prepend(new string([.. wrong.Split(['\n', ':'])[0].Where(c => !char.IsAsciiDigit(c)).Take(60)])));
}
