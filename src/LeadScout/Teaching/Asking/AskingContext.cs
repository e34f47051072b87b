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
        (Teacher, Store, UnusableReplyBreaker) = (teacher, store, breaker);
        (Retry, Clock, Gate) = (options.Retry, options.Clock, new CallGate(teacher.Profile.Name, spending, options));
        RequestRefusalBreaker = new RequestRefusalBreaker(options.Retry.RefusalsInARow, options.Proven.Count > 0);
    }

    public ITeacher Teacher { get; }

    /// <summary>What is known of the teacher without asking it.</summary>
    public TeacherProfile Profile => Teacher.Profile;

    public ICallJournal Store { get; }

    /// <summary>What every call to the teacher passes.</summary>
    public CallGate Gate { get; }

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
