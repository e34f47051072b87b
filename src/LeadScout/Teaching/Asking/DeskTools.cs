using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Limits;
using LeadScout.Teaching.Spending;

namespace LeadScout.Teaching.Asking;

/// <summary>What all requests at one desk share.</summary>
internal sealed record DeskTools(
    ITeacher Teacher, ICallJournal Store, Purse Purse, Pace Pace, Patience Patience, RateQuota Quota, Sense Sense, Acceptance Acceptance, RetryPolicy Retry, TimeProvider Clock)
{
    /// <summary>Whether another teacher is asked what this one can't answer: then only the other's replies tell whether there is any sense in asking.</summary>
    public bool HasSecond { get; init; }

    /// <summary>What this teacher's bills have taught.</summary>
    public BillRecord Bills { get; } = Purse.RecordOf(Teacher.Name);
}
