namespace LeadScout.Server.Jobs;

/// <summary>How the rows of a job are spread over the labels of one of its questions.</summary>
/// <param name="Rows">Rows of the list, the header not counted.</param>
/// <param name="Matches">Those that the filter lets through.</param>
/// <param name="Labels">Rows by label, the commonest first, among those that the filter would let through were it not for the label.</param>
/// <param name="CorrectedTexts">Texts whose label a person has changed, or taken back, since the result was written.</param>
/// <param name="CorrectedRows">Rows with such a text.</param>
public sealed record RowCounts(long Rows, long Matches, IReadOnlyList<LabelCount> Labels, int CorrectedTexts, long CorrectedRows);

/// <summary>Rows with a label.</summary>
/// <param name="Label">The label; null for none.</param>
/// <param name="Rows">How many.</param>
public sealed record LabelCount(string? Label, long Rows);
