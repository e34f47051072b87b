using LeadScout.Jobs;

namespace LeadScout.Teaching;

/// <summary>What all requests at one desk share.</summary>
internal sealed record DeskTools(
    ITeacher Teacher, IJobStore Store, Purse Purse, Pace Pace, RateQuota Quota, Sense Sense, RetryPolicy Retry, TimeProvider Clock);
