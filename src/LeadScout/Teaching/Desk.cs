using LeadScout.Jobs;

namespace LeadScout.Teaching;

/// <summary>
/// The one place where calls are made. Each is journaled with its ceiling before it goes out, and its answers, usage and cost are committed in
/// one transaction when it ends; what a reply leaves open is asked again here and nowhere else. Thread-safe.
/// </summary>
public sealed class Desk
{
    private readonly DeskTools _tools;
    private readonly DeskTools? _second;

    /// <param name="teacher">Whom to ask.</param>
    /// <param name="store">Where calls are journaled and replies committed.</param>
    /// <param name="purse">What may be spent.</param>
    /// <param name="concurrency">The most calls out at once; fewer while the provider limits the rate.</param>
    /// <param name="retry">How patient to be.</param>
    /// <param name="clock">The time.</param>
    /// <param name="second">Who is asked what the teacher gives no usable answer to, out of the same purse and at a pace of its own; null for nobody.</param>
    public Desk(ITeacher teacher, IJobStore store, Purse purse, int concurrency, RetryPolicy retry, TimeProvider clock, ITeacher? second = null)
    {
        _tools = new DeskTools(teacher, store, purse, new Pace(concurrency, retry), retry, clock);
        _second = second is null ? null : _tools with { Teacher = second, Pace = new Pace(concurrency, retry) };
    }

    /// <summary>
    /// Asks until every text is answered or given up, or the desk has to stop. Calls in flight are never abandoned on
    /// <paramref name="stop"/>: they are paid for, so their replies are awaited and kept.
    /// </summary>
    public Task<DeskResult> AskAsync(DeskRequest request, CancellationToken stop) =>
        _second is null ? new DeskSession(request, _tools).RunAsync(stop) : new SecondOpinion(request, _tools, _second).RunAsync(stop);
}
