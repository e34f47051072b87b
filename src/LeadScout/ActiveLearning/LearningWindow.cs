namespace LeadScout.ActiveLearning;

/// <summary>How much may be in flight beside a student: what is in flight was chosen without what the others in flight will teach.</summary>
internal static class LearningWindow
{
    // One text for every eight answers loses little.
    private const double InFlightShare = 0.125;

    /// <summary>The most calls in flight beside a student with so many answers.</summary>
    public static int CallsAfter(int answers, int rowsPerCall) => Math.Max(1, (int)(InFlightShare * answers / rowsPerCall));
}
