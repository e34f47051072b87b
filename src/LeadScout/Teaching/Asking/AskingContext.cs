using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Limits;
using LeadScout.Teaching.Spending;

namespace LeadScout.Teaching.Asking;

/// <summary>What all requests at one service share.</summary>
internal sealed record AskingContext(
    ITeacher Teacher, ICallJournal Store, SpendingLimit SpendingLimit, AdaptiveConcurrencyLimiter AdaptiveConcurrencyLimiter,
    Patience Patience, SlidingWindowLimiter Quota, UnusableReplyBreaker UnusableReplyBreaker, RequestRefusalBreaker RequestRefusalBreaker,
    RetryPolicy Retry, TimeProvider Clock)
{
    /// <summary>
    /// Whether another teacher is asked what this one can't answer: then only the other's replies tell whether there is any sense in
    /// asking.
    /// </summary>
    public bool HasSecond { get; init; }

    /// <summary>What this teacher's bills have taught.</summary>
    public BillRecord Bills { get; } = SpendingLimit.RecordOf(Teacher.Name);
}
