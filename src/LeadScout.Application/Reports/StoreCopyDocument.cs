using LeadScout.Stores;

namespace LeadScout.Application.Reports;

/// <summary>What <c>store copy</c> did. Names are part of the command line's contract.</summary>
/// <param name="State"><c>done</c>, or <c>unchanged</c> where the target held all of it already.</param>
/// <param name="From">The source.</param>
/// <param name="To">The target, without a password.</param>
/// <param name="Rows">Rows that both hold.</param>
/// <param name="CopiedRows">Rows that were written now.</param>
/// <param name="Resumed">Whether an earlier copy was gone on with.</param>
/// <param name="ReplacedValues">Values with a zero character, which PostgreSQL has not: U+FFFD stands in its place.</param>
/// <param name="Log">The answer log, as both hold it.</param>
/// <param name="Tables">Every table, as both hold it.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record StoreCopyDocument(
    string State, string From, string To, long Rows, long CopiedRows, bool Resumed, long ReplacedValues, CopiedLogDocument Log,
    IReadOnlyList<CopiedTableDocument> Tables, double Seconds)
{
    /// <summary>What a copy came to.</summary>
    public static StoreCopyDocument Of(string from, string to, StoreCopyReport report, TimeSpan elapsed) => new(
        report.WasThere ? "unchanged" : "done",
        from,
        to,
        report.Rows,
        report.CopiedRows,
        report.WasResumed,
        report.ReplacedValues,
        new CopiedLogDocument(report.Log.Rows, report.Log.Checksum),
        [.. report.Tables.Select(table => new CopiedTableDocument(table.Name, table.Rows, table.Checksum))],
        Math.Round(elapsed.TotalSeconds, 3));
}

/// <summary>The answer log; <c>checksum</c> is over every answer and its position.</summary>
public sealed record CopiedLogDocument(long Answers, string Checksum);

/// <summary>A table; <c>checksum</c> is the same for the same rows, whichever database they are in.</summary>
public sealed record CopiedTableDocument(string Table, long Rows, string Checksum);
