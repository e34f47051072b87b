using System.Text.Json.Serialization;
using LeadScout.Teaching.Spending;

namespace LeadScout.Jobs;

/// <summary>Where a job stands. Every state but <see cref="Done"/> can be resumed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobState>))]
public enum JobState
{
    /// <summary>At work, or killed at work.</summary>
    Running = 0,

    /// <summary>The output is written.</summary>
    Done,

    /// <summary>Stopped by the user.</summary>
    Interrupted,

    /// <summary>Stopped by the spending limit.</summary>
    OutOfMoney,

    /// <summary>Stopped because the teacher could not be reached or refused.</summary>
    TeacherUnavailable,

    /// <summary>
    /// It was done, and a verdict on a pattern has reopened some of its decisions since; the output still shows the old ones.
    /// </summary>
    Reopened,
}

/// <summary>The words for a job's states.</summary>
public static class JobStates
{
    /// <summary>As in reports and lists of jobs.</summary>
    public static string Word(this JobState state) => state switch
    {
        JobState.Running => "running",
        JobState.Done => "done",
        JobState.Interrupted => "interrupted",
        JobState.OutOfMoney => "out-of-money",
        JobState.TeacherUnavailable => "teacher-unavailable",
        JobState.Reopened => "reopened",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}
