using LeadScout.Answers;
using LeadScout.Questions;
using LeadScout.Simulation.Worlds;

namespace LeadScout.Simulation.Checks;

/// <summary>A run that does not come to its end says why, and it is something that did go wrong.</summary>
internal static class RunCheck
{
    public static void CheckEnd(Task run, FaultTally faults, JobId job)
    {
        if (run.IsCompletedSuccessfully)
        {
            return;
        }

        var why = run.Exception?.InnerException;
        var isExplained = why switch
        {
            null => faults.Has(FaultKind.Interrupted),
            Jobs.JobHeldException => faults.Has(FaultKind.SecondRunner, FaultKind.TakenOver),
            BadInputException => faults.Has(
                FaultKind.StoreReadFailed, FaultKind.StoreWriteFailed, FaultKind.StoreWriteOfUnknownFate, FaultKind.ResultNotWritten),
            { InnerException: InvalidOperationException { Message: "The client broke." } } => faults.Has(FaultKind.ClientThrew),
            _ => false,
        };
        if (why is Violation broken)
        {
            throw broken;
        }

        Violation.Unless(isExplained, "a run fails for a reason", $"Job {job}: {why}");
    }
}
