using LeadScout.Jobs;

namespace LeadScout.Server.Jobs;

/// <summary>How a job stands: one word for its state on record and what the server does with it. <see cref="JobStateMachine"/> says what leads where.</summary>
public enum JobStanding
{
    /// <summary>It waits for its turn.</summary>
    Waiting = 0,

    /// <summary>It is at work.</summary>
    Working,

    /// <summary>It was told to pause, and awaits the calls in flight.</summary>
    Pausing,

    /// <summary>It stands still because somebody wished so, or was only tried.</summary>
    Paused,

    /// <summary>It stands still because of a fault that is no teacher's: <c>stoppedBecause</c> says which.</summary>
    Stopped,

    /// <summary>Its spending limit is reached.</summary>
    OutOfMoney,

    /// <summary>The LLM could not be reached, or refused.</summary>
    TeacherUnavailable,

    /// <summary>Its result is written.</summary>
    Done,

    /// <summary>Its result is written, and a pattern that some of its rows lean on was retired since.</summary>
    Reopened,
}

/// <summary>The words for how a job stands.</summary>
public static class JobStandings
{
    /// <summary>How a job stands.</summary>
    public static JobStanding Standing(this JobView view) => view switch
    {
        { Work: JobWork.Waiting } => JobStanding.Waiting,
        { Work: JobWork.Working } => JobStanding.Working,
        { Work: JobWork.Pausing } => JobStanding.Pausing,
        { Job.State: JobState.Done } => JobStanding.Done,
        { Job.State: JobState.Reopened } => JobStanding.Reopened,
        { Job.State: JobState.OutOfMoney } => JobStanding.OutOfMoney,
        { Job.State: JobState.TeacherUnavailable } => JobStanding.TeacherUnavailable,
        { Problem: not null } => JobStanding.Stopped,
        _ => JobStanding.Paused,
    };

    /// <summary>As in the API.</summary>
    public static string Word(this JobStanding standing) => standing switch
    {
        JobStanding.Waiting => "waiting",
        JobStanding.Working => "working",
        JobStanding.Pausing => "pausing",
        JobStanding.Paused => "paused",
        JobStanding.Stopped => "stopped",
        JobStanding.OutOfMoney => "out-of-money",
        JobStanding.TeacherUnavailable => "teacher-unavailable",
        JobStanding.Done => "done",
        JobStanding.Reopened => "reopened",
        _ => throw new ArgumentOutOfRangeException(nameof(standing), standing, null),
    };
}
