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
    /// <param name="limits">How many calls and tokens a minute the provider allows; null for no limit.</param>
    /// <param name="proven">Whether the teacher has given usable answers to the question before: then none of its replies is taken for nonsense as such.</param>
    public Desk(ITeacher teacher, IJobStore store, Purse purse, int concurrency, RetryPolicy retry, TimeProvider clock, RateLimits? limits = null, bool proven = false) =>
        _tools = new DeskTools(
            teacher, store, purse, new Pace(concurrency, retry), new RateQuota(limits ?? new RateLimits(), clock), new Sense(retry.RepliesWithoutSense, proven), retry, clock);

    /// <summary>
    /// Asks until every text is answered or given up, or the desk has to stop. Calls in flight are never abandoned on
    /// <paramref name="stop"/>: they are paid for, so their replies are awaited and kept.
    /// </summary>
    /// <returns>What came of it; whoever asked closes its <see cref="DeskResult.Account"/>, in the order of asking.</returns>
    public Task<DeskResult> AskAsync(DeskRequest request, CancellationToken stop) =>
        new DeskSession(request, _tools, _tools.Purse.Open()).RunAsync(stop);
}
