using LeadScout.ActiveLearning;
using LeadScout.Jobs.Lists;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Limits;
using LeadScout.Teaching.Spending;

namespace LeadScout.Jobs.Planning;

/// <summary>What one run of a job works with.</summary>
internal sealed record JobContext
{
    /// <summary>The job as it stands when the run begins.</summary>
    public required Job Job { get; init; }

    /// <summary>The list, the questions, and how to go about it.</summary>
    public required JobRequest Request { get; init; }

    /// <summary>Who is asked first.</summary>
    public required TeacherProfile Teacher { get; init; }

    /// <summary>Where answers, calls and the job are kept.</summary>
    public required IStore Store { get; init; }

    /// <summary>How patient to be.</summary>
    public required RetryPolicy Retry { get; init; }

    /// <summary>The time.</summary>
    public required TimeProvider Clock
    {
        get;
        init => (field, Started) = (value, value.GetTimestamp());
    }

    /// <summary>How many calls and tokens a minute the provider allows; null for no limit.</summary>
    public RateLimits? Limits { get; init; }

    /// <summary>Keeps what providers allow for all jobs of the process; null where there is one.</summary>
    public ProviderLimits? Shared { get; init; }

    /// <summary>The spending limit of all that the client does; null for none.</summary>
    public SpendingLimit? SharedSpending { get; init; }

    /// <summary>Told of every step; null for nobody.</summary>
    public IProgress<JobProgress>? Progress { get; init; }

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

    /// <summary>Others who can judge texts of a long list; null for nobody.</summary>
    public ITextJudges? Judges { get; init; }

    /// <summary>How the job stood before this run; null for a run that asks nobody, and takes what was given up as given up.</summary>
    public JobState? StateBefore { get; init; }

    /// <summary>
    /// Whether a text that was given up is asked again without being told to: what failed it was the service's fault, and may have passed.
    /// </summary>
    public bool IsAskedAgain(FailedText failed) => StateBefore is { } before
        && (failed.FaultOf == FaultOf.Service || (failed.FaultOf == FaultOf.Unknown && before == JobState.TeacherUnavailable));

    /// <summary>When the run began, by the clock's timestamps.</summary>
    public long Started { get; private init; }

    /// <summary>Working time of the run.</summary>
    public TimeSpan Elapsed => Clock.GetElapsedTime(Started);
}
