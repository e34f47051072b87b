namespace LeadScout.Cli.Tests.Traces;

/// <summary>The power fails in the midst of a job: what the disk holds is put back, and the job goes on.</summary>
internal sealed class PowerCut(TracedRun run)
{
    private readonly Undisturbed _undisturbed = new(
        BillCheck.AskedOf(run.Asked),
        run.Done.Report.GetProperty("inputTokens").GetInt64(),
        run.Done.Report.GetProperty("outputTokens").GetInt64());

    /// <summary>The lines of the trace before which it can fail: each write to the disk, each flush, each request and all between them come to the same.</summary>
    public static int[] Moments(TracedRun run) => [.. run.Trace.Where(call => call.Name is not "openat").Select(call => call.Ended + 1).Distinct().Order()];

    /// <summary>Lets it fail before a line of the trace.</summary>
    /// <param name="line">The line.</param>
    /// <param name="chance">Decides what of that is there which was not flushed; null: nothing.</param>
    /// <returns>What was not as it is to be; empty for nothing.</returns>
    public async Task<string> ProblemAsync(int line, Random? chance)
    {
        run.Before(line).Restore(chance);
        var (before, mark) = (run.Requests.Count(request => request.Begun < line), run.AskedToDate.Count);
        var done = await run.Driver.TryAsync([]);
        return !done.IsDone ? "it could not go on: " + done.Said.ReplaceLineEndings(" ")
            : !done.Output.AsSpan().SequenceEqual(run.Done.Output) ? "other bytes"
            : await BillCheck.ProblemAsync(run.Driver.Folder, done, [.. run.Asked.Take(before), .. run.AskedToDate.Skip(mark)], _undisturbed);
    }
}
