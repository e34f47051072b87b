using LeadScout.Jobs;

namespace LeadScout.Application.Jobs;

/// <summary>The file that a job writes.</summary>
public static class ResultFile
{
    /// <summary>Whether a job in this state has written one.</summary>
    public static bool IsWritten(JobState state) => state is JobState.Done or JobState.OutOfMoney or JobState.Reopened;
}
