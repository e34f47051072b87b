using LeadScout.Jobs;
using LeadScout.Jobs.Lists;

namespace LeadScout.Server.Lists;

/// <summary>What stands in a column that is no text to ask about, counted in rows.</summary>
/// <param name="Column">The column.</param>
/// <param name="BlankRows">Nothing stands there.</param>
/// <param name="MostlyEmpty">That is more than half of the rows.</param>
/// <param name="CellErrorRows">An error such as <c>#N/A</c>.</param>
/// <param name="NotComputedRows">A formula whose result the file does not hold.</param>
/// <param name="LongRows">More than 2,000 characters, the longest text unless a job says otherwise.</param>
public sealed record ColumnFindings(
    string Column, long BlankRows, bool MostlyEmpty, long CellErrorRows, long NotComputedRows, long LongRows);

/// <summary>Counts what stands in a list's columns. Not thread-safe.</summary>
internal sealed class ColumnCount(IReadOnlyList<string> columns)
{
    private readonly (long Blank, long Error, long NotComputed, long Long)[] _counts = new (long, long, long, long)[columns.Count];

    /// <summary>Counts the row that a reader stands on.</summary>
    public void See(ILeadReader reader)
    {
        for (var column = 0; column < _counts.Length; column++)
        {
            ref var count = ref _counts[column];
            var value = reader.Value(column);
            if (reader.IsUncomputed(column))
            {
                count.NotComputed++;
            }
            else if (value.IsWhiteSpace())
            {
                count.Blank++;
            }
            else if (SpreadsheetErrors.Is(value))
            {
                count.Error++;
            }
            else if (value.Length > JobSettings.DefaultMaxText)
            {
                count.Long++;
            }
        }
    }

    /// <summary>The columns where something was found, in file order.</summary>
    /// <param name="rows">Of the list.</param>
    public IReadOnlyList<ColumnFindings> Findings(long rows) =>
    [
        .. columns.Zip(
            _counts,
            (column, count) => new ColumnFindings(column, count.Blank, 2 * count.Blank > rows, count.Error, count.NotComputed, count.Long))
            .Where(found => found.BlankRows + found.CellErrorRows + found.NotComputedRows + found.LongRows > 0),
    ];
}
