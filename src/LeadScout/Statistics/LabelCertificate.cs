namespace LeadScout.Statistics;

/// <summary>
/// What the audits of a job prove about one label. All labels of a job hold together, at the confidence of the job's budget; the
/// certificate of the whole list holds at that confidence by itself. Where a list's own labels are put to the proof, all is about them as
/// they were given: errors that are found do not make them better.
/// </summary>
public sealed record LabelCertificate
{
    /// <summary>The label.</summary>
    public required string Label { get; init; }

    /// <summary>Rows that have the label in the result.</summary>
    public required long Rows { get; init; }

    /// <summary>
    /// Rows that had the label when the job was done, which the bounds are about: what persons correct later moves <see cref="Rows"/>.
    /// </summary>
    public long CertifiedRows { get; init; }

    /// <summary>
    /// Those of them that the student decided: the others are right by definition. Of labels that were given: those that nobody has judged.
    /// </summary>
    public required long StudentRows { get; init; }

    /// <summary>At most so many of the rows that have the label differ from the teacher.</summary>
    public required long WrongRowsAtMost { get; init; }

    /// <summary>At most so many rows have another label and should have this one.</summary>
    public required long MissedRowsAtMost { get; init; }

    /// <summary>At most this share of the rows that have the label differ from the teacher; 0..1.</summary>
    public required double ErrorAtMost { get; init; }

    /// <summary>At least this share of the rows that should have the label have it; 0..1.</summary>
    public required double RecallAtLeast { get; init; }

    /// <summary>Audited texts that the student had given the label.</summary>
    public int Audits { get; init; }

    /// <summary>How many of these were wrong; they are corrected.</summary>
    public int AuditErrors { get; init; }

    /// <summary>
    /// How many more texts of this label would have to be asked, about, to know that no larger share of its rows is wrong than the job allows
    /// in the whole list; null where that is known.
    /// </summary>
    public int? AsksToKnow { get; init; }

    /// <summary>The label's own budget of wrong rows, as a share of its rows; null for none.</summary>
    public double? MaxError { get; init; }

    /// <summary>The label's own least recall; null for none.</summary>
    public double? MinRecall { get; init; }

    /// <summary>Texts that were asked for the sake of these budgets, beside what the list's own took.</summary>
    public int AskedForBudget { get; init; }

    /// <summary>Whether the label's own budgets are proven; true without any.</summary>
    public bool Holds { get; init; } = true;

    /// <summary>Whether one of the label's own budgets is proven not to hold; only of labels that were given.</summary>
    public bool IsRefuted { get; init; }

    /// <summary>Whether it has a budget of its own.</summary>
    public bool HasBudget => MaxError is not null || MinRecall is not null;
}
