using LeadScout.Questions;

namespace LeadScout.Server.Jobs;

/// <summary>A row of a job's list as it stands.</summary>
/// <param name="Number">From 1, the header not counted.</param>
/// <param name="Text">What is asked about.</param>
/// <param name="Label">Its label; null when undecided.</param>
/// <param name="Confidence">0 to 1; null when undecided.</param>
/// <param name="Source">Who decided, or why nobody did, as in the result file.</param>
/// <param name="IsProvisional">Whether it is not written yet: what is known, or what the student would say by now.</param>
public sealed record Row(long Number, string Text, string? Label, double? Confidence, string Source, bool IsProvisional)
{
    /// <summary>Rows with the same text, where each text is shown once; else null.</summary>
    public long? RowsWithText { get; init; }

    /// <summary>The label in the result file, where a person has said another since; null where it is as written.</summary>
    public string? WrittenLabel { get; init; }
}

/// <summary>Which rows are wanted.</summary>
internal sealed record RowFilter
{
    /// <summary>The question whose labels are wanted; null for the job's first.</summary>
    public string? Question { get; init; }

    /// <summary>Only with this label; null for all.</summary>
    public string? Label { get; init; }

    /// <summary>Only from this source, or for this reason undecided: as in the result file, or its beginning; null for all.</summary>
    public string? Source { get; init; }

    /// <summary>Only where the text holds this, upper and lower case alike; null for all.</summary>
    public string? Contains { get; init; }

    /// <summary>In which order.</summary>
    public RowSort Sort { get; init; }

    /// <summary>So many matching rows are left out at the beginning.</summary>
    public int Skip { get; init; }

    /// <summary>So many at most, 1 to 500.</summary>
    public int Take { get; init; } = 50;

    /// <summary>Stands for the rows without a label, in place of one.</summary>
    public const string NoLabel = "(none)";

    internal bool Matches(Row row) => (Label is null || (row.Label ?? NoLabel) == Label) && MatchesButForLabel(row);

    internal bool MatchesButForLabel(Row row) =>
        (Source is null || row.Source.StartsWith(Source, StringComparison.Ordinal)) && (Contains is null || row.Text.Contains(Contains, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Some rows of a job.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="HasMore">Whether more would match after them.</param>
internal sealed record RowPage(IReadOnlyList<Row> Rows, bool HasMore);
