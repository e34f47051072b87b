namespace LeadScout.Statistics;

/// <summary>
/// The rows of each stratum by the label of their frozen decision, as they stood when an audit was drawn. Only what is there takes room:
/// most labels have rows in a few strata. Immutable.
/// </summary>
internal sealed class LabelRows
{
    private readonly int[] _starts; // by label, into the entries
    private readonly int[] _strata;
    private readonly double[] _rows;

    /// <param name="rows">By label and, within a label, by stratum.</param>
    /// <param name="labels">Labels.</param>
    public LabelRows(ReadOnlySpan<long> rows, int labels)
    {
        int strata = rows.Length / labels;
        int count = rows.Length - rows.Count(0);
        (_starts, _strata, _rows) = (new int[labels + 1], new int[count], new double[count]);
        int entry = 0;
        for (int label = 0; label < labels; label++)
        {
            for (int s = 0; s < strata; s++)
            {
                if (rows[(label * strata) + s] is not 0 and var here)
                {
                    (_strata[entry], _rows[entry]) = (s, here);
                    entry++;
                }
            }

            _starts[label + 1] = entry;
        }
    }

    /// <summary>Writes the rows of a label, by stratum.</summary>
    public void CopyTo(int label, Span<double> rows)
    {
        rows.Clear();
        for (int entry = _starts[label]; entry < _starts[label + 1]; entry++)
        {
            rows[_strata[entry]] = _rows[entry];
        }
    }
}
