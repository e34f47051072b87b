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
            _ => IsExplained(why, faults),
        };
        ThrowIfBroken(why);
        Violation.Unless(isExplained, "a run fails for a reason", $"Job {job}: {why}");
    }

    /// <summary>Whether the store or the LLM's client did fail.</summary>
    public static bool IsExplained(Exception why, FaultTally faults) => why switch
    {
        BadInputException => faults.Has(
            FaultKind.StoreReadFailed, FaultKind.StoreWriteFailed, FaultKind.StoreWriteOfUnknownFate, FaultKind.ResultNotWritten),
        { InnerException: InvalidOperationException { Message: "The client broke." } } => faults.Has(FaultKind.ClientThrew),
        _ => false,
    };

    /// <summary>A broken promise is no failure of the product's world, whatever it was taken for.</summary>
    public static void ThrowIfBroken(Exception? why)
    {
        for (; why is not null; why = why.InnerException)
        {
            if (why is Violation broken)
            {
                throw broken;
            }
        }
    }
}
