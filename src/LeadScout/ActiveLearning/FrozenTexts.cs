using LeadScout.Statistics;

namespace LeadScout.ActiveLearning;

/// <summary>The texts with frozen decisions that no step has taken yet, grouped by risk, to be drawn in proportion to their rows.</summary>
internal sealed class FrozenTexts
{
    private readonly int[] _weights;
    private readonly double[] _risks;
    private readonly bool[] _taken;
    private readonly int[] _order;
    private readonly int[] _position;
    private readonly int[] _starts;
    private readonly double[] _wrong;
    private readonly WeightTree _tree;
    private readonly FrozenLabels? _labels;
    private readonly long[] _rowsByLabel;

    public FrozenTexts(ReadOnlySpan<int> weights, ReadOnlySpan<double> risks, FrozenLabels? labels = null)
    {
        _labels = labels;
        Strata = RiskStrata.Count * (labels?.Groups.Length ?? 1);
        _starts = new int[Strata + 1];
        _wrong = new double[Strata];
        _rowsByLabel = new long[Strata * (labels?.Count ?? 0)];
        if (weights.Length != risks.Length)
        {
            throw new ArgumentException($"{weights.Length} weights but {risks.Length} risks: each text needs both.", nameof(risks));
        }

        _weights = weights.ToArray();
        foreach (int weight in _weights)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(weight, nameof(weights));
        }

        _risks = new double[weights.Length];
        _taken = new bool[weights.Length];
        _order = new int[weights.Length];
        _position = new int[weights.Length];
        _tree = new WeightTree(weights.Length, _ => 0);
        Reassess(risks);
    }

    public int Count => _weights.Length;

    public long Rows { get; private set; }

    /// <summary>Strata: of like risk and, where audits are directed to labels, of the same group.</summary>
    public int Strata { get; }

    /// <summary>The rows by label as they stand; null where the labels are not known.</summary>
    public LabelRows? RowsByLabel => _labels is null ? null : new LabelRows(_rowsByLabel, _labels.Count);

    public int Weight(int text) => _weights[text];

    public bool IsTaken(int text) => _taken[text];

    public void Measure(Span<double> rows, Span<double> risks)
    {
        for (int s = 0; s < Strata; s++)
        {
            rows[s] = _tree.Before(_starts[s + 1]) - _tree.Before(_starts[s]);
            risks[s] = rows[s] > 0 ? Math.Clamp(_wrong[s] / rows[s], 0, 1) : 0;
        }
    }

    public double Risk(int text) => _risks[text];

    /// <summary>Rows and risk, the latter times a factor, of the texts that no step has taken.</summary>
    public IEnumerable<(int Rows, double Risk)> Remaining(double factor)
    {
        for (int text = 0; text < Count; text++)
        {
            if (!_taken[text])
            {
                yield return (_weights[text], Math.Min(1, _risks[text] * factor));
            }
        }
    }

    public int Draw(int stratum, ref SeededRandom random)
    {
        long before = _tree.Before(_starts[stratum]);
        return _order[_tree.Find(before + random.NextBelow(_tree.Before(_starts[stratum + 1]) - before))];
    }

    public void Take(int text)
    {
        if (_taken[text])
        {
            throw new InvalidOperationException($"Text {text} has been drawn or asked before; a text is asked once.");
        }

        _taken[text] = true;
        _tree.Add(_position[text], -_weights[text]);
        int stratum = StratumOf(text);
        _wrong[stratum] -= _weights[text] * _risks[text];
        CountLabel(stratum, text, -_weights[text]);
        Rows -= _weights[text];
    }

    /// <summary>Regroups by new risks. Those of texts already taken are not read.</summary>
    public void Reassess(ReadOnlySpan<double> risks)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(risks.Length, Count, nameof(risks));
        Array.Clear(_starts);
        Array.Clear(_wrong);
        Array.Clear(_rowsByLabel);
        Rows = 0;
        for (int text = 0; text < Count; text++)
        {
            _risks[text] = _taken[text] ? _risks[text] : RiskStrata.Checked(risks[text]);
            int stratum = StratumOf(text);
            _starts[stratum + 1]++;
            _wrong[stratum] += _taken[text] ? 0 : _weights[text] * _risks[text];
            CountLabel(stratum, text, _taken[text] ? 0 : _weights[text]);
            Rows += _taken[text] ? 0 : _weights[text];
        }

        for (int s = 0; s < Strata; s++)
        {
            _starts[s + 1] += _starts[s];
        }

        int[] next = [.. _starts];
        for (int text = 0; text < Count; text++)
        {
            int position = next[StratumOf(text)]++;
            _order[position] = text;
            _position[text] = position;
        }

        _tree.Fill(position => _taken[_order[position]] ? 0 : _weights[_order[position]]);
    }

    private int StratumOf(int text) => ((_labels?.GroupOf(text) ?? 0) * RiskStrata.Count) + RiskStrata.Of(_risks[text]);

    private void CountLabel(int stratum, int text, long rows)
    {
        if (_labels is not null)
        {
            _rowsByLabel[(_labels.LabelOf(text) * Strata) + stratum] += rows;
        }
    }
}
