namespace LeadScout.Teaching;

/// <summary>What a call costs whose prompt is long: all its tokens, not only those above the line.</summary>
/// <param name="Over">Calls with more input tokens than this are long; at least 0.</param>
/// <param name="InputTimes">How many times the usual price input costs, cached or not; at least 1.</param>
/// <param name="OutputTimes">How many times the usual price output costs; at least 1.</param>
public sealed record LongPrompts(long Over, decimal InputTimes, decimal OutputTimes)
{
    /// <summary>Calls with more input tokens than this are long.</summary>
    public long Over { get; } = Over >= 0 ? Over : throw new ArgumentOutOfRangeException(nameof(Over), Over, "Allowed: tokens from 0.");

    /// <summary>How many times the usual price input costs, cached or not.</summary>
    public decimal InputTimes { get; } = AtLeastOnce(InputTimes, nameof(InputTimes));

    /// <summary>How many times the usual price output costs.</summary>
    public decimal OutputTimes { get; } = AtLeastOnce(OutputTimes, nameof(OutputTimes));

    private static decimal AtLeastOnce(decimal times, string name) =>
        times >= 1 ? times : throw new ArgumentOutOfRangeException(name, times, "Allowed: factors from 1.");
}
