namespace LeadScout.Teaching;

/// <summary>
/// Notices a teacher that talks nonsense from the start: a wrong model or a wrong question costs a few calls then, not a whole list.
/// Once there has been one usable answer, a text that gets none is that text's affair. Thread-safe.
/// </summary>
/// <param name="patience">How many whole replies in a row without a usable answer are too many, at least 1.</param>
/// <param name="proven">Whether earlier runs had usable answers.</param>
internal sealed class Sense(int patience, bool proven)
{
    private readonly Lock _lock = new();
    private bool _proven = proven;
    private int _nonsense;

    /// <summary>Takes in a whole reply.</summary>
    /// <returns>Whether there were too many.</returns>
    public bool IsMissingAfter(bool usable)
    {
        lock (_lock)
        {
            _proven |= usable;
            return !_proven && ++_nonsense >= patience;
        }
    }
}
