using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Limits;
using LeadScout.Teaching.Spending;

namespace LeadScout.Teaching.Asking;

/// <summary>What all requests to one teacher share at a service. Thread-safe.</summary>
internal sealed class AskingContext
{
    /// <param name="teacher">The teacher.</param>
    /// <param name="store">Where its calls are journaled.</param>
    /// <param name="spending">What may be spent.</param>
    /// <param name="breaker">Counts replies of no use, whichever teacher they are from.</param>
    /// <param name="options">Those of the service.</param>
    public AskingContext(
        ITeacher teacher, ICallJournal store, SpendingLimit spending, UnusableReplyBreaker breaker, AskServiceOptions options)
    {
        (Teacher, Store, SpendingLimit, UnusableReplyBreaker) = (teacher, store, spending, breaker);
        (Retry, Clock, Bills) = (options.Retry, options.Clock, spending.RecordOf(teacher.Profile.Name));
        Concurrency = new AdaptiveConcurrencyLimiter(options.Concurrency, options.Retry);
        Patience = new Patience(options.Retry, Concurrency, options.Clock, options.Waiting);
        Quota = new SlidingWindowLimiter(options.Limits, options.Clock);
        RequestRefusalBreaker = new RequestRefusalBreaker(options.Retry.RefusalsInARow, options.Proven.Count > 0);
    }

    public ITeacher Teacher { get; }

    /// <summary>What is known of the teacher without asking it.</summary>
    public TeacherProfile Profile => Teacher.Profile;

    public ICallJournal Store { get; }

    public SpendingLimit SpendingLimit { get; }

    /// <summary>What this teacher's bills have taught.</summary>
    public BillRecord Bills { get; }

    public AdaptiveConcurrencyLimiter Concurrency { get; }

    public SlidingWindowLimiter Quota { get; }

    public Patience Patience { get; }

    public UnusableReplyBreaker UnusableReplyBreaker { get; }

    public RequestRefusalBreaker RequestRefusalBreaker { get; }

    public RetryPolicy Retry { get; }

    public TimeProvider Clock { get; }

    /// <summary>
    /// Whether another teacher is asked what this one can't answer: then only the other's replies tell whether there is any sense in
    /// asking.
    /// </summary>
    public bool HasSecond { get; init; }
}
