using LeadScout.Messages;
using LeadScout.Sqlite.Health;

namespace LeadScout.Application.Reports;

/// <summary>What <c>doctor</c> found. Names are part of the command line's contract.</summary>
public sealed record DoctorDocument(
    string Database, bool Healthy, long Answers, IReadOnlyList<FindingDocument> Findings, SavedDocument? Saved)
{
    /// <param name="examined">What was found.</param>
    /// <param name="words">How a remedy is said.</param>
    public static DoctorDocument Of(Examined examined, Func<Remedy, string> words) => new(
        examined.Database,
        examined.IsHealthy,
        examined.Answers,
        [.. examined.Findings.Select(finding => new FindingDocument(finding.IsDamage ? "damage" : "note", finding.What, finding.Next?.In(words)))],
        examined.Saved is { } saved ? new SavedDocument(saved.File, saved.Answers, saved.Unproven, saved.Lost, [.. saved.Tables.Select(table => new SavedTableDocument(table.Table, table.Rows, table.IsComplete))]) : null);
}

/// <summary>One finding; <c>kind</c> is <c>damage</c> or <c>note</c>.</summary>
public sealed record FindingDocument(string Kind, string What, string? Next);

/// <summary>What was saved; <c>lost</c> is missing where the damaged database does not say how many answers it had.</summary>
public sealed record SavedDocument(string File, long Answers, long Unproven, long? Lost, IReadOnlyList<SavedTableDocument> Tables);

/// <summary>A table that was taken over, whole or as far as it could be read.</summary>
public sealed record SavedTableDocument(string Table, long Rows, bool Complete);
