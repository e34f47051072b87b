namespace LeadScout.Statistics;

/// <summary>
/// How many rows of a list are wrong, judged by rows drawn from it one by one, uniformly and without replacement. The interval may be
/// looked at after every row, and the drawing stopped for whatever reason: the probability that the truth ever leaves it is at most 1 minus
/// the confidence, in samples of any size and whatever the predictions are worth. See docs/accuracy.md. Not thread-safe.
/// </summary>
/// <remarks>
/// Testing by betting (Waudby-Smith and Ramdas 2020, 2024) with the predictions as control variate (Angelopoulos et al. 2023, 2024). Each
/// claim "so many rows are wrong" has half its stake on bets that ignore the predictions and half on bets that use them.
/// </remarks>
internal sealed class ErrorConfidenceSequence
{
    // More claims than these are bet against in cells, each held to the one of its claims that is hardest to refute.
    private const int MostCells = 10_000;

    private const double Refuted = double.NaN;

    private readonly long _cellSize;
    private readonly double[] _plain;
    private readonly double[] _sharpened;
    private readonly double _threshold;
    private readonly long _rows;
    private readonly ControlVariate _control;
    private int _first;
    private int _last;
    private long _drawn;
    private long _wrong;

    /// <param name="predicted">What is predicted about all rows.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    public ErrorConfidenceSequence(PredictedErrors predicted, double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(confidence);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(confidence, 1);
        _rows = predicted.Rows;
        _control = new ControlVariate(predicted);
        _threshold = -Math.Log(1 - confidence);
        _cellSize = (_rows / MostCells) + 1;
        _plain = new double[(_rows / _cellSize) + 1];
        _sharpened = new double[_plain.Length];
        _last = _plain.Length - 1;
    }

    /// <summary>What is not refuted yet.</summary>
    public WrongRows Bounds => new(Math.Max(_wrong, _first * _cellSize), Math.Min(_rows - _drawn + _wrong, ((_last + 1) * _cellSize) - 1));

    /// <summary>Takes in the next row.</summary>
    /// <param name="isWrong">Whether its label is wrong.</param>
    /// <param name="predicted">What was predicted about it.</param>
    public void Observe(bool isWrong, double predicted)
    {
        if (_drawn == _rows)
        {
            throw new InvalidOperationException("All rows were drawn.");
        }

        var share = (_wrong + 0.5) / (_drawn + 1);
        for (var cell = _first; cell <= _last; cell++)
        {
            if (!double.IsNaN(_plain[cell]))
            {
                Bet(cell, share, isWrong, predicted);
            }
        }

        _control.Learn(isWrong, predicted);
        _drawn++;
        _wrong += isWrong ? 1 : 0;
        Shrink();
    }

    private void Bet(int cell, double share, bool isWrong, double predicted)
    {
        // Of the rows not drawn, the share that is wrong under the cell's lowest and highest claim.
        var left = (double)(_rows - _drawn);
        var low = Math.Clamp(((cell * _cellSize) - _wrong) / left, 0, 1);
        var high = Math.Clamp((((cell + 1) * _cellSize) - 1 - _wrong) / left, 0, 1);
        if ((isWrong ? high <= 0 : low >= 1) || ((cell + 1) * _cellSize) - 1 < _wrong || (cell * _cellSize) > _rows - _drawn + _wrong)
        {
            _plain[cell] = Refuted;
            return;
        }

        _plain[cell] += Math.Log(isWrong ? share / high : (1 - share) / (1 - low));
        _sharpened[cell] += _control.LogFactor(low, high, isWrong, predicted);
        var (more, less) = (Math.Max(_plain[cell], _sharpened[cell]), Math.Min(_plain[cell], _sharpened[cell]));
        if (more + Math.Log(0.5 * (1 + Math.Exp(less - more))) >= _threshold)
        {
            _plain[cell] = Refuted;
        }
    }

    // The last cell that stands is not refuted: an empty interval would help nobody.
    private void Shrink()
    {
        while (_first < _last && double.IsNaN(_plain[_first]))
        {
            _first++;
        }

        while (_last > _first && double.IsNaN(_plain[_last]))
        {
            _last--;
        }
    }
}
