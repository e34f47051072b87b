using LeadScout.Questions;

namespace LeadScout.Teaching;

/// <summary>
/// What came of asking about a text, once all tries are over: a label, or why there is none. The default value is "still open".
/// </summary>
public readonly record struct TextOutcome
{
    private readonly int _labelPlusOne;

    private TextOutcome(int labelPlusOne, string? failure) => (_labelPlusOne, Failure) = (labelPlusOne, failure);

    /// <summary>The label's index in the question, or -1.</summary>
    public int Label => _labelPlusOne - 1;

    /// <summary>Why the text was given up; holds no lead text.</summary>
    public string? Failure { get; }

    /// <summary>Whether there is a label.</summary>
    public bool IsAnswered => _labelPlusOne > 0;

    /// <summary>Neither answered nor given up: the service stopped first.</summary>
    public bool IsOpen => !IsAnswered && Failure is null;

    /// <summary>An answered text.</summary>
    public static TextOutcome Answered(int label)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(label);
        return new(label + 1, null);
    }

    /// <summary>A text given up.</summary>
    public static TextOutcome Failed(string reason) => new(0, reason);
}
