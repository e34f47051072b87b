using LeadScout.Jobs;

namespace LeadScout.Teaching;

/// <summary>
/// The one place where calls are made. Each is journaled with its ceiling before it goes out, and its answers, usage and cost are committed in
/// one transaction when it ends; what a reply leaves open is asked again here and nowhere else. Thread-safe.
/// </summary>
public sealed class Desk
{
    private readonly DeskTools _tools;

    /// <param name="teacher">Whom to ask.</param>
    /// <param name="store">Where calls are journaled and replies committed.</param>
    /// <param name="purse">What may be spent.</param>
    /// <param name="concurrency">The most calls out at once; fewer while the provider limits the rate.</param>
    /// <param name="retry">How patient to be.</param>
    /// <param name="clock">The time.</param>
    public Desk(ITeacher teacher, IJobStore store, Purse purse, int concurrency, RetryPolicy retry, TimeProvider clock) =>
        _tools = new DeskTools(teacher, store, purse, new Pace(concurrency, retry), retry, clock);

    /// <summary>
    /// Asks until every text is answered or given up, or the desk has to stop. Calls in flight are never abandoned on
    /// <paramref name="stop"/>: they are paid for, so their replies are awaited and kept.
    /// </summary>
    public Task<DeskResult> AskAsync(DeskRequest request, CancellationToken stop) =>
        new DeskSession(request, _tools).RunAsync(stop);
}
