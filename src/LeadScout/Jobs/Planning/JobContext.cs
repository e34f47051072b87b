using LeadScout.Jobs.Lists;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Limits;

namespace LeadScout.Jobs.Planning;

/// <summary>What one run of a job works with.</summary>
internal sealed record JobContext(
    Job Job, JobRequest Request, TeacherProfile Teacher, IStore Store, RetryPolicy Retry, RateLimits? Limits, TimeProvider Clock,
    IProgress<JobProgress>? Progress)
{
    /// <summary>Who is asked what the teacher gives no usable answer to; null for nobody.</summary>
    public TeacherProfile? Second { get; init; }

    /// <summary>The texts that others in the process are asking; null where there are no others.</summary>
    public InFlightTexts? InFlight { get; init; }

    /// <summary>What the teacher's earlier calls have shown of its thinking.</summary>
    public ThinkingRecord Thinking { get; init; }

    /// <summary>Whether this run writes a result.</summary>
    public bool Writes { get; init; }

    /// <summary>Cores that learning may use.</summary>
    public int Cores { get; init; } = 1;

    /// <summary>How the job stood before this run; null for a run that asks nobody, and takes what was given up as given up.</summary>
    public JobState? StateBefore { get; init; }

    /// <summary>
    /// Whether a text that was given up is asked again without being told to: what failed it was the service's fault, and may have passed.
    /// </summary>
    public bool IsAskedAgain(FailedText failed) => StateBefore is { } before
        && (failed.FaultOf == FaultOf.Service || (failed.FaultOf == FaultOf.Unknown && before == JobState.TeacherUnavailable));

    /// <summary>When the run began, by the clock's timestamps.</summary>
    public long Started { get; } = Clock.GetTimestamp();

    /// <summary>Working time of the run.</summary>
    public TimeSpan Elapsed => Clock.GetElapsedTime(Started);
}
