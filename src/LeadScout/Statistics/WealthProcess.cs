namespace LeadScout.Statistics;

/// <summary>
/// Wealth against every hypothesis "the frozen decisions were wrong in m rows at the freeze". The values of m are cut into cells; a
/// cell bets against its lowest value, which by monotony of the bets is the hardest to refute. A cell whose wealth reaches 1/alpha is
/// refuted for good (Ville 1939). The true m lies in one cell only, so nothing has to be shared out between the cells.
/// </summary>
internal sealed class WealthProcess
{
    private readonly long[] _lowest;
    private readonly double[] _wealth;
    private readonly double[] _slopes;
    private readonly double _goal;
    private readonly long _rows;
    private int _open;

    /// <param name="budget">Rows that may stay wrong: cells are finest above it.</param>
    /// <param name="rows">Rows of all frozen decisions.</param>
    /// <param name="alpha">How often a true hypothesis may be refuted.</param>
    public WealthProcess(long budget, long rows, double alpha)
        : this([.. Cells(budget, rows)], rows, alpha)
    {
    }

    private WealthProcess(long[] lowest, long rows, double alpha)
    {
        _lowest = lowest;
        _wealth = new double[_lowest.Length];
        Array.Fill(_wealth, 1);
        _slopes = new double[_lowest.Length];
        _goal = 1 / alpha;
        _rows = rows;
        _open = _lowest.Length;
    }

    /// <summary>
    /// The mirror: hypotheses "so many rows were right at the freeze", where right and wrong change places, so that refuting one says that
    /// more rows are wrong. Its cells have the limits of the other's, so that "at most <paramref name="budget"/> rows are wrong" is one of
    /// them.
    /// </summary>
    /// <param name="budget">Rows that may be wrong: cells are finest above it.</param>
    /// <param name="rows">Rows of all frozen decisions.</param>
    /// <param name="alpha">How often a true hypothesis may be refuted.</param>
    public static WealthProcess OfRight(long budget, long rows, double alpha) =>
        new([.. Cells(budget, rows).Select(wrong => rows - (wrong - 1)).Reverse()], rows, alpha);

    /// <summary>The largest number of wrong rows at the freeze that is not refuted.</summary>
    public long MostWrong => _open == _lowest.Length ? _rows : _lowest[_open] - 1;

    /// <summary>Natural logarithm of the wealth against <paramref name="wrongRows"/> wrong rows at the freeze.</summary>
    public double Against(long wrongRows)
    {
        int cell = CellOf(wrongRows);
        return cell < 0 ? 0 : Math.Log(_wealth[cell]);
    }

    /// <summary>Counts one audit.</summary>
    /// <param name="bet">The bets, fixed before the outcome was known.</param>
    /// <param name="found">Wrong rows that earlier steps have taken out.</param>
    /// <param name="remaining">Rows that no earlier step has taken out.</param>
    /// <param name="wrong">The outcome.</param>
    public void Count(AuditBet bet, long found, double remaining, bool wrong)
    {
        for (int cell = 0; cell < _lowest.Length; cell++)
        {
            long left = _lowest[cell] - found;
            if (left <= 0 || _wealth[cell] >= _goal)
            {
                continue;
            }

            _wealth[cell] = left > remaining ? _goal : _wealth[cell] * bet.Factor(left, wrong, ref _slopes[cell]);
        }

        Close();
    }

    /// <summary>Counts one audit with one slope for all hypotheses.</summary>
    /// <inheritdoc cref="Count(AuditBet, long, double, bool)"/>
    public void Count(SlopedBet bet, long found, double remaining)
    {
        for (int cell = 0; cell < _lowest.Length; cell++)
        {
            long left = _lowest[cell] - found;
            if (left > 0 && _wealth[cell] < _goal)
            {
                _wealth[cell] = left > remaining ? _goal : _wealth[cell] * bet.Factor(left);
            }
        }

        Close();
    }

    private void Close()
    {
        while (_open > 0 && _wealth[_open - 1] >= _goal)
        {
            _open--;
        }
    }

    private int CellOf(long wrongRows)
    {
        int found = Array.BinarySearch(_lowest, wrongRows);
        return found >= 0 ? found : ~found - 1;
    }

    private static IEnumerable<long> Cells(long budget, long rows)
    {
        long anchor = budget + 1;
        long step = Math.Max(1, anchor / 100);
        for (long below = anchor - (anchor / 2 / step * step); below < anchor; below += step)
        {
            if (below > 0)
            {
                yield return below;
            }
        }

        for (long m = anchor; m <= rows; m += Math.Max(step, m < 2 * anchor ? step : m / 25))
        {
            yield return m;
        }
    }
}
