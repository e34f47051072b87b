namespace LeadScout.Reviews;

/// <summary>How accurate a labelled list is by people's judgement, as far as a random sample shows it.</summary>
public sealed record Accuracy
{
    /// <summary>How sure the intervals are, between 0 and 1: of each on its own.</summary>
    public required double Confidence { get; init; }

    /// <summary>Rows with a label: all that the intervals speak of.</summary>
    public required long Rows { get; init; }

    /// <summary>How many of them carry a person's answer, known to be right or wrong without a sample.</summary>
    public required long PersonRows { get; init; }

    /// <summary>Rows drawn and judged so far, those that nobody could tell included.</summary>
    public required int Judged { get; init; }

    /// <summary>Of these, with the label that a person gives.</summary>
    public required int Right { get; init; }

    /// <summary>Of these, such that nobody could tell; each counts as wrong below and as right above.</summary>
    public required int Unknown { get; init; }

    /// <summary>The lower end of an interval that holds whenever it is looked at, as a share of <see cref="Rows"/>.</summary>
    public required double Lower { get; init; }

    /// <summary>Its upper end.</summary>
    public required double Upper { get; init; }

    /// <summary>
    /// The lower end of the exact interval for a sample whose size was fixed beforehand; null before all of it is judged.
    /// </summary>
    public double? ExactLower { get; init; }

    /// <summary>Its upper end.</summary>
    public double? ExactUpper { get; init; }
}
