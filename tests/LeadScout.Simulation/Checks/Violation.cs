namespace LeadScout.Simulation.Checks;

/// <summary>A promise was broken.</summary>
internal sealed class Violation(string invariant, string message) : Exception(message)
{
    /// <summary>Which one.</summary>
    public string Invariant => invariant;

    /// <summary>Breaks off unless the promise is kept.</summary>
    public static void Unless(bool kept, string invariant, string message)
    {
        if (!kept)
        {
            throw new Violation(invariant, message);
        }
    }
}
