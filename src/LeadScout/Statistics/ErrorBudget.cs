using System.Text.Json.Serialization;

namespace LeadScout.Statistics;

/// <summary>The largest share of rows that may differ from the teacher, and how sure of it the user wants to be.</summary>
public readonly record struct ErrorBudget
{
    /// <param name="maxError">Share of all rows, weighted by rows, in [0, 1); 0 means ask everything.</param>
    /// <param name="confidence">In (0, 1): the promise holds in at least this share of jobs.</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside those ranges.</exception>
    [JsonConstructor]
    public ErrorBudget(double maxError, double confidence)
    {
        if (!(maxError is >= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(maxError), maxError, "The largest error is a share from 0 % up to, not including, 100 %.");
        }

        if (!(confidence is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(confidence), confidence, "The confidence is a share between 0 % and 100 %, neither included.");
        }

        MaxError = maxError;
        Confidence = confidence;
    }

    /// <summary>2 % at 95 %.</summary>
    public static ErrorBudget Default { get; } = new(0.02, 0.95);

    /// <summary>Share of all rows that may differ from the teacher.</summary>
    public double MaxError { get; }

    /// <summary>Share of jobs in which the promise holds.</summary>
    public double Confidence { get; }

    /// <summary>How often the promise may fail: 1 - confidence.</summary>
    [JsonIgnore]
    public double Alpha => 1 - Confidence;

    /// <summary>The whole rows that may be wrong in a list of <paramref name="rows"/> rows.</summary>
    public long WrongRows(long rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        return (long)((decimal)MaxError * rows);
    }
}
