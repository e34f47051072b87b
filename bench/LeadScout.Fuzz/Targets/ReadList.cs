using LeadScout.Fuzz.Engine;
using LeadScout.Jobs.Lists;

namespace LeadScout.Fuzz.Targets;

/// <summary>A list as it was read to its end.</summary>
/// <param name="Columns">The header.</param>
/// <param name="Rows">The cells of the rows that can be used.</param>
/// <param name="Faults">Rows that can't.</param>
/// <param name="Layout">How it was understood.</param>
internal sealed record ReadList(IReadOnlyList<string> Columns, IReadOnlyList<string[]> Rows, int Faults, ListLayout? Layout)
{
    private const int MostFaults = 20; // no job reads on behind as many

    /// <summary>Reads it.</summary>
    public static ReadList Of(LeadFile file, long mostRows)
    {
        using var reader = file.Open();
        var (rows, faults) = (new List<string[]>(), 0);
        while (true)
        {
            try
            {
                if (!reader.Read())
                {
                    break;
                }

                rows.Add([.. reader.Columns.Select((_, column) => reader.Value(column).ToString())]);
                Promise.Same(rows.Count + faults, reader.Row, "The number of a row");
            }
            catch (BadRowException)
            {
                if (++faults == MostFaults)
                {
                    return new(reader.Columns, rows, faults, reader.Layout);
                }
            }

            Promise.Holds(rows.Count + faults <= mostRows, $"More than {mostRows} rows come of it.");
        }

        Promise.Holds(!reader.Read(), "It goes on behind its end.");
        return new(reader.Columns, rows, faults, reader.Layout);
    }

    /// <summary>Another has the same columns, rows and cells.</summary>
    public void IsLike(ReadList other, string how)
    {
        Promise.SameTexts(Columns, other.Columns, $"{how}, the columns");
        Promise.Same((Rows.Count, Faults), (other.Rows.Count, other.Faults), $"{how}, the rows and those that can't be used");
        for (var row = 0; row < Rows.Count; row++)
        {
            Promise.SameTexts(Rows[row], other.Rows[row], $"{how}, row {row + 1}");
        }
    }
}
