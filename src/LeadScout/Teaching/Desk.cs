using LeadScout.Jobs;

namespace LeadScout.Teaching;

/// <summary>
/// The one place where calls are made. Each is journaled with its ceiling before it goes out, and its answers, usage and cost are committed in
/// one transaction when it ends; what a reply leaves open is asked again here and nowhere else. Thread-safe.
/// </summary>
public sealed class Desk(ITeacher teacher, IJobStore store, Purse purse, RetryPolicy retry, TimeProvider clock)
{
    /// <summary>
    /// Asks until every text is answered or given up, or the desk has to stop. Calls in flight are never abandoned on
    /// <paramref name="stop"/>: they are paid for, so their replies are awaited and kept.
    /// </summary>
    public Task<DeskResult> AskAsync(DeskRequest request, CancellationToken stop) =>
        new DeskSession(request, teacher, store, purse, retry, clock).RunAsync(stop);
}
