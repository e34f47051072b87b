namespace LeadScout.Classifiers;

/// <summary>
/// When to go over everything again: at first, and then whenever the answers have grown by 2 % (and at least 20). What is done in this
/// rhythm costs, over a whole job, a fixed multiple of doing it once at the end.
/// </summary>
internal struct RefitSchedule()
{
    /// <summary>Answers before the first time, and the fewest between two times.</summary>
    public const int First = 20;

    private const double Growth = 1.02;
    private int _next = First;

    /// <summary>The number of answers at which it is time.</summary>
    public readonly int Next => _next;

    /// <summary>Whether it is time, given the number of answers.</summary>
    public readonly bool IsDue(int answers) => answers >= _next;

    /// <summary>Counts from now.</summary>
    public void Done(int answers) => _next = Math.Max(answers + First, (int)(answers * Growth));
}
