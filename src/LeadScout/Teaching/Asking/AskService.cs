using LeadScout.Questions;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Limits;
using LeadScout.Teaching.Spending;

namespace LeadScout.Teaching.Asking;

/// <summary>
/// The one place where calls are made. Each is journaled with its ceiling before it goes out, and its answers, usage and cost are committed
/// in one transaction when it ends; what a reply leaves open is asked again here and nowhere else. Thread-safe.
/// </summary>
public sealed class AskService
{
    private readonly AskingContext _tools;
    private readonly AskingContext? _second;
    private readonly InFlightTexts? _shared;
    private Action<TeacherWait?> _waiting = _ => { };

    /// <param name="teacher">Whom to ask.</param>
    /// <param name="store">Where calls are journaled and replies committed.</param>
    /// <param name="spending">What may be spent.</param>
    /// <param name="concurrency">The most calls out at once; fewer while the provider limits the rate.</param>
    /// <param name="retry">How patient to be.</param>
    /// <param name="clock">The time.</param>
    /// <param name="limits">How many calls and tokens a minute the provider allows for one teacher; null for no limit.</param>
    /// <param name="proven">Questions that a teacher has given usable answers to before: no reply about them is taken for nonsense as such.
    /// Null for none.</param>
    /// <param name="second">Who is asked what the teacher gives no usable answer to, out of the same spending limit and at a pace of its
    /// own; null for nobody.</param>
    /// <param name="shared">The texts that others in the process are asking; null where there are no others.</param>
    public AskService(
        ITeacher teacher,
        ICallJournal store,
        SpendingLimit spending,
        int concurrency,
        RetryPolicy retry,
        TimeProvider clock,
        RateLimits? limits = null,
        IReadOnlyCollection<QuestionVersion>? proven = null,
        ITeacher? second = null,
        InFlightTexts? shared = null)
    {
        _shared = shared;
        var breaker = new UnusableReplyBreaker(retry.RepliesWithoutSense, proven ?? []);
        _tools = ToolsFor(teacher) with { HasSecond = second is not null };
        _second = second is null ? null : ToolsFor(second);

        AskingContext ToolsFor(ITeacher one)
        {
            var limiter = new AdaptiveConcurrencyLimiter(concurrency, retry);
            var patience = new Patience(retry, limiter, clock, wait => _waiting(wait));
            return new(
                one,
                store,
                spending,
                limiter,
                patience,
                new SlidingWindowLimiter(limits ?? new RateLimits(), clock),
                breaker,
                new RequestRefusalBreaker(retry.RefusalsInARow, proven is { Count: > 0 }),
                retry,
                clock);
        }
    }

    /// <summary>Told, from any thread, what a teacher is being waited for, again and again while it is; and null when it answers.</summary>
    public Action<TeacherWait?> Waiting
    {
        init => _waiting = value;
    }

    /// <summary>
    /// Asks until every text is answered or given up, or the service has to stop. Calls in flight are never abandoned on
    /// <paramref name="stop"/>: they are paid for, so their replies are awaited and kept.
    /// </summary>
    /// <returns>What came of it; whoever asked closes its <see cref="AskOutcome.Account"/>, in the order of asking.</returns>
    public async Task<AskOutcome> AskAsync(AskRequest request, CancellationToken stop)
    {
        var account = _tools.SpendingLimit.Open(); // before anything is awaited: accounts are opened in the order of asking
        try
        {
            var asking = _shared is not null && !request.AsksAgain
                ? new SharedAsking(
                    _shared,
                    request,
                    _second is null ? [_tools.Teacher.Name] : [_tools.Teacher.Name, _second.Teacher.Name],
                    AskItselfAsync).RunAsync(stop)
                : AskItselfAsync(request);
            var result = await asking.ConfigureAwait(false);
            account.Finish();
            return result with { Account = account, Spent = _tools.Teacher.Price is null ? null : account.Spent - account.PossiblyBilled, PossiblyBilled = account.PossiblyBilled };
        }
        catch
        {
            account.Close();
            throw;
        }

        Task<AskOutcome> AskItselfAsync(AskRequest part) => _second is null
            ? new AskSession(part, _tools, account).RunAsync(stop)
            : new Escalation(part, _tools, _second, account).RunAsync(stop);
    }
}
