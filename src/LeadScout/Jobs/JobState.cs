namespace LeadScout.Jobs;

/// <summary>Where a job stands. Every state but <see cref="Done"/> can be resumed.</summary>
public enum JobState
{
    /// <summary>At work, or killed at work.</summary>
    Running = 0,

    /// <summary>The output is written.</summary>
    Done,

    /// <summary>Stopped by the user.</summary>
    Interrupted,

    /// <summary>Stopped by the purse.</summary>
    OutOfMoney,

    /// <summary>Stopped because the teacher could not be reached or refused.</summary>
    TeacherUnavailable,

    /// <summary>It was done, and a verdict on a pattern has reopened some of its decisions since; the output still shows the old ones.</summary>
    Reopened,
}
