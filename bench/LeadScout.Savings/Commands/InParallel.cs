namespace LeadScout.Savings.Commands;

/// <summary>Runs independent, single-threaded pieces of work on a few cores; the results come in the order of the work.</summary>
internal static class InParallel
{
    public static async Task<TResult[]> RunAsync<TWork, TResult>(
        IReadOnlyList<TWork> work, int cores, Func<TWork, Task<TResult>> run, CancellationToken cancellation)
    {
        var results = new TResult[work.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, work.Count),
            new ParallelOptions { MaxDegreeOfParallelism = cores, CancellationToken = cancellation },
            async (i, _) => results[i] = await run(work[i]));
        return results;
    }
}
