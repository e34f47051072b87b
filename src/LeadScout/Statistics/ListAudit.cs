namespace LeadScout.Statistics;

/// <summary>
/// Puts one or more columns of given labels to the proof by the same audits. What is drawn is a row, uniformly from those not taken yet;
/// with it go all rows of its unit, which share its outcome in every column. Steps are planned in one order and may run ahead of the
/// replies; evidence is counted in that order. Not thread-safe.
/// </summary>
internal sealed class ListAudit
{
    private readonly long[] _rows;
    private readonly bool[] _taken;
    private readonly WeightTree _tree;
    private readonly Queue<(int Unit, long? LeftAtDraw)> _steps = new();
    private readonly Dictionary<int, bool?[]> _outcomes = [];
    private readonly WrongShareEvidence[] _evidence;
    private SeededRandom _random;
    private long _left;

    /// <param name="rows">By unit, at least 1 each.</param>
    /// <param name="columns">Columns of labels.</param>
    /// <param name="budget">What is to be proven or refuted for each.</param>
    /// <param name="seed">Of the draws. It must not be derived from answers.</param>
    public ListAudit(IEnumerable<long> rows, int columns, ErrorBudget budget, ulong seed)
    {
        _rows = [.. rows];
        foreach (long count in _rows)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count, nameof(rows));
        }

        _left = _rows.Sum();
        _taken = new bool[_rows.Length];
        _tree = new WeightTree(_rows.Length, unit => _rows[unit]);
        _evidence = [.. Enumerable.Range(0, columns).Select(_ => new WrongShareEvidence(budget, _left))];
        _random = new SeededRandom(seed);
    }

    /// <summary>By column: what is known of it.</summary>
    public ReadOnlySpan<WrongShareEvidence> Columns => _evidence;

    /// <summary>Whether every column has its verdict.</summary>
    public bool IsDecided => Array.TrueForAll(_evidence, column => column.Verdict != ErrorVerdict.Open);

    /// <summary>Whether any row is left to draw.</summary>
    public bool CanDraw => _left > 0;

    /// <summary>Audits that were planned.</summary>
    public int Drawn { get; private set; }

    /// <summary>Steps that were planned and whose outcome is not known yet.</summary>
    public int Pending => _steps.Count;

    /// <summary>How many audits more the columns' verdicts will probably take.</summary>
    public double ExpectedAudits => _evidence.Max(column => column.ExpectedAudits);

    /// <summary>The same if this share of the rows is wrong.</summary>
    public double ExpectedAuditsAt(double share) => _evidence.Max(column => column.ExpectedAuditsAt(share));

    /// <summary>Whether a unit was drawn or taken.</summary>
    public bool IsTaken(int unit) => _taken[unit];

    /// <summary>Plans the next audit and gives its unit.</summary>
    public int Draw()
    {
        long left = _left;
        int unit = _tree.Find(_random.NextBelow(left));
        Take(unit);
        _steps.Enqueue((unit, left));
        Drawn++;
        return unit;
    }

    /// <summary>Takes a unit whose outcome comes without a draw: it was known before, or another unit's answer tells it.</summary>
    public void TakeOutright(int unit)
    {
        Take(unit);
        _steps.Enqueue((unit, null));
    }

    /// <summary>Gives the outcome of a planned step, in any order.</summary>
    /// <param name="unit">From <see cref="Draw"/> or <see cref="TakeOutright"/>.</param>
    /// <param name="isWrong">By column; null when nobody knows it.</param>
    public void Reveal(int unit, bool?[] isWrong)
    {
        if (!_taken[unit] || !_outcomes.TryAdd(unit, isWrong))
        {
            throw new InvalidOperationException($"Unit {unit} was not planned, or its outcome was given before.");
        }

        while (_steps.TryPeek(out var step) && _outcomes.TryGetValue(step.Unit, out var outcome))
        {
            _steps.Dequeue();
            for (int column = 0; column < _evidence.Length; column++)
            {
                Count(_evidence[column], step, outcome[column]);
            }
        }
    }

    private void Count(WrongShareEvidence evidence, (int Unit, long? LeftAtDraw) step, bool? isWrong)
    {
        if (step.LeftAtDraw is { } left)
        {
            evidence.Count(left, _rows[step.Unit], isWrong);
        }
        else
        {
            evidence.Take(_rows[step.Unit], isWrong);
        }
    }

    private void Take(int unit)
    {
        if (_taken[unit])
        {
            throw new InvalidOperationException($"Unit {unit} was taken before.");
        }

        _taken[unit] = true;
        _tree.Add(unit, -_rows[unit]);
        _left -= _rows[unit];
    }
}
