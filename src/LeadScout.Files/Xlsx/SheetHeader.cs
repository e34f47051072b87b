using System.Globalization;
using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Files.Xlsx;

/// <summary>Which row of a sheet is its header, and why.</summary>
/// <param name="Row">In the sheet, from 1.</param>
/// <param name="Note">What is passed over because of that, in a sentence; null for nothing.</param>
internal sealed record SheetHeader(int Row, string? Note)
{
    /// <summary>
    /// The row that the user says, or the first one; unless that has fewer cells than the sheet's only table, or the range that it filters,
    /// which begins further down: then what stands above are titles.
    /// </summary>
    /// <param name="said">What the user says.</param>
    /// <param name="first">The first row that the sheet has, or 0.</param>
    /// <param name="filled">How many cells of that are filled.</param>
    /// <param name="tables">The sheet's tables.</param>
    /// <param name="filtered">The range that the sheet filters.</param>
    public static SheetHeader Of(int? said, int first, int filled, IReadOnlyList<SheetTable> tables, CellRange? filtered)
    {
        if (said is { } row)
        {
            return new SheetHeader(row, null);
        }

        var headers = tables.Where(table => table.HasHeader).ToList();
        var (range, what) = headers is [var only]
            ? (only.Range, $"table '{only.Name}'")
            : (headers.Count == 0 ? filtered : null, "the filter");
        return range is { First.Row: > 1 and var begin } list
            && (first > 1 || filled < list.Last.Column - list.First.Column + 1)
            && first <= begin
            ? new SheetHeader(
                begin,
                string.Create(CultureInfo.InvariantCulture, $"The header is row {begin}, the first of {what}. The rows above stay as they are and are not read."))
            : new SheetHeader(1, null);
    }

    /// <summary>Refuses a header without names.</summary>
    /// <param name="place">File and sheet.</param>
    /// <param name="said">Whether the user said which row it is.</param>
    /// <param name="next">The first row behind it that has cells; 0 for none.</param>
    public BadInputException Empty(string place, bool said, int next)
    {
        var hint = UserMessage.If(next > 0, $" If row {next} is the header, say {Setting.HeaderRow.To(next)}.");
        return said || Row > 1
            ? new BadInputException(
                "header-empty", $"{place}: row {Row} is empty, and {Setting.HeaderRow} says that it is the header.{hint} {Header.Wanted}")
            : new BadInputException(
                "header-empty", $"{place}: the first row is empty, and it must be the header.{hint} {Header.Wanted}");
    }
}
