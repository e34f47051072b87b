using System.Text.Json.Serialization;
using LeadScout.Jobs.Lists;

namespace LeadScout.Application.Reports;

/// <summary>
/// What was found in a list before anything is asked, for a program. Holds up to three texts of each question, as they would be sent.
/// </summary>
/// <param name="Dialect">How the list is understood, in words.</param>
/// <param name="Layout">The same part by part.</param>
/// <param name="Notes">What was passed over or assumed, a sentence each.</param>
/// <param name="Columns">The columns that are asked about.</param>
/// <param name="Samples">The first distinct texts, as they would be sent.</param>
/// <param name="BlankRows">Rows without a text.</param>
/// <param name="MostlyEmpty">Whether that is more than half of them.</param>
/// <param name="CellErrorRows">Rows with an error such as <c>#N/A</c> in place of a text; not asked about.</param>
/// <param name="NotComputedRows">Rows with a formula whose result the file does not hold; not asked about.</param>
/// <param name="TooLongRows">Rows whose text is longer than the longest allowed, and left undecided.</param>
/// <param name="CutRows">Rows whose text is longer than that, and asked about by its beginning.</param>
/// <param name="MailAddressRows">Rows whose text holds an e-mail address, which is sent with it.</param>
public sealed record FindingsDocument(
    string Dialect,
    ListLayout? Layout,
    IReadOnlyList<string> Notes,
    IReadOnlyList<string> Columns,
    IReadOnlyList<string> Samples,
    long BlankRows,
    bool MostlyEmpty,
    long CellErrorRows,
    long NotComputedRows,
    long TooLongRows,
    long CutRows,
    long MailAddressRows)
{
    /// <summary>What embedding the texts takes, before the first ask; left out where it takes nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EmbeddingNeedDocument? Embedding { get; init; }

    public static FindingsDocument Of(ListFindings found) => new(
        found.Dialect,
        found.Layout,
        found.Notes,
        found.Columns,
        found.Samples,
        found.BlankRows,
        found.IsMostlyEmpty,
        found.RowsWith(TextFlaw.CellError),
        found.RowsWith(TextFlaw.NotComputed),
        found.RowsWith(TextFlaw.TooLong),
        found.RowsWith(TextFlaw.Cut),
        found.RowsWithMailAddress)
    {
        Embedding = found.Embedding is { } need ? EmbeddingNeedDocument.Of(need) : null,
    };
}
