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
    private readonly Queue<Step> _steps = new();
    private readonly Dictionary<int, (bool?[] IsWrong, int Answer)> _outcomes = [];
    private readonly WrongShareEvidence[] _evidence;
    private readonly IReadOnlyList<ListLabels> _labels;
    private SeededRandom _random;
    private long _left;

    /// <param name="rows">By unit, at least 1 each.</param>
    /// <param name="columns">Columns of labels.</param>
    /// <param name="budget">What is to be proven or refuted for each.</param>
    /// <param name="seed">Of the draws. It must not be derived from answers.</param>
    /// <param name="labels">By column: what is proven label by label; null where only right and wrong are known.</param>
    public ListAudit(
        IEnumerable<long> rows, int columns, ErrorBudget budget, ulong seed, IReadOnlyList<ListLabels>? labels = null)
    {
        _labels = labels ?? [];
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

    /// <summary>Whether every column has its verdict, on the whole and by label.</summary>
    public bool IsDecided => Array.TrueForAll(_evidence, column => column.Verdict != ErrorVerdict.Open) && _labels.All(labels => labels.IsDecided);

    /// <summary>Whether any row is left to draw.</summary>
    public bool CanDraw => _left > 0;

    /// <summary>Audits that were planned.</summary>
    public int Drawn { get; private set; }

    /// <summary>Steps that were planned and whose outcome is not known yet.</summary>
    public int Pending => _steps.Count;

    /// <summary>How many audits more the columns' verdicts will probably take.</summary>
    public double ExpectedAudits => Math.Max(_evidence.Max(column => column.ExpectedAudits), ForLabels);

    /// <summary>The same if this share of the rows is wrong.</summary>
    public double ExpectedAuditsAt(double share) => Math.Max(_evidence.Max(column => column.ExpectedAuditsAt(share)), ForLabels);

    /// <summary>Whether a unit was drawn or taken.</summary>
    public bool IsTaken(int unit) => _taken[unit];

    /// <summary>Plans the next audit and gives its unit.</summary>
    public int Draw()
    {
        long left = _left;
        int unit = _tree.Find(_random.NextBelow(left));
        LabelRows[] byLabel = [.. _labels.Select(labels => labels.Left())];
        Take(unit);
        _steps.Enqueue(new Step(unit, left, byLabel));
        Drawn++;
        return unit;
    }

    /// <summary>Takes a unit whose outcome comes without a draw: it was known before, or another unit's answer tells it.</summary>
    public void TakeOutright(int unit)
    {
        Take(unit);
        _steps.Enqueue(new Step(unit, null, []));
    }

    /// <summary>Gives the outcome of a planned step, in any order.</summary>
    /// <param name="unit">From <see cref="Draw"/> or <see cref="TakeOutright"/>.</param>
    /// <param name="isWrong">By column; null when nobody knows it.</param>
    /// <param name="answer">The right label; below 0 when nobody knows it.</param>
    public void Reveal(int unit, bool?[] isWrong, int answer = -1)
    {
        if (!_taken[unit] || !_outcomes.TryAdd(unit, (isWrong, answer)))
        {
            throw new InvalidOperationException($"Unit {unit} was not planned, or its outcome was given before.");
        }

        while (_steps.TryPeek(out var step) && _outcomes.TryGetValue(step.Unit, out var outcome))
        {
            _steps.Dequeue();
            for (int column = 0; column < _evidence.Length; column++)
            {
                Count(_evidence[column], step, outcome.IsWrong[column]);
            }

            for (int column = 0; column < _labels.Count; column++)
            {
                _labels[column].Count(step.Unit, outcome.Answer, step.LeftAtDraw is { } left ? (left, step.ByLabel[column]) : null);
            }
        }
    }

    private double ForLabels => _labels.Count == 0 ? 0 : _labels.Max(labels => labels.ExpectedAudits);

    private void Count(WrongShareEvidence evidence, Step step, bool? isWrong)
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
        foreach (var labels in _labels)
        {
            labels.Take(unit);
        }
    }

    /// <summary>A step as it was planned: a draw, with the rows that were left then, in all and by column and label, or a unit taken outright.</summary>
    private readonly record struct Step(int Unit, long? LeftAtDraw, LabelRows[] ByLabel);
}
