namespace LeadScout.Teaching;

/// <summary>
/// What came of one question about one text: a label, or why there is none. In a <see cref="Reply"/> it is what that reply says; once all
/// tries are over it is what stands. The default value is "still open": no label, and nothing said about why.
/// </summary>
public readonly record struct AskOutcome
{
    private readonly int _labelPlusOne;

    private AskOutcome(int labelPlusOne, string? failure) => (_labelPlusOne, Failure) = (labelPlusOne, failure);

    /// <summary>The label's index in the question, or -1.</summary>
    public int Label => _labelPlusOne - 1;

    /// <summary>Why there is no label, in words that hold no lead text; null when there is one, or while the ask is open.</summary>
    public string? Failure { get; }

    /// <summary>Whether there is a label.</summary>
    public bool IsAnswered => _labelPlusOne > 0;

    /// <summary>Neither answered nor failed: the service stopped first.</summary>
    public bool IsOpen => !IsAnswered && Failure is null;

    /// <summary>Whether the label is the answer to a call that another job paid for, or nobody's job.</summary>
    internal bool IsFromElsewhere { get; init; }

    /// <summary>There is a label.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public static AskOutcome Answered(int label)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(label);
        return new(label + 1, null);
    }

    /// <summary>There is none.</summary>
    /// <param name="reason">Why, in words that hold no lead text.</param>
    public static AskOutcome Failed(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return new(0, reason);
    }
}
