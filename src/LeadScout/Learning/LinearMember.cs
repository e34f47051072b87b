using LeadScout.Texts;

namespace LeadScout.Learning;

/// <summary>
/// One linear separator a label (one against the rest, squared hinge loss) by dual coordinate descent after Hsieh et al.,
/// "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008. One step on one text is exact for that text's
/// dual variables, so the same step serves to learn at once, to refit warm and to forget. Not thread safe.
/// </summary>
internal sealed class LinearMember(SparseRows rows, int columns, int labels, float cost)
{
    private const float Bias = 0.5f;
    private readonly int _width = LabelVector.Padded(labels);
    private readonly float[] _weights = new float[columns * LabelVector.Padded(labels)];
    private readonly float[] _bias = new float[LabelVector.Padded(labels)];
    private readonly Dictionary<int, float[]> _duals = [];
    private readonly float[] _step = new float[LabelVector.Padded(labels)];

    /// <summary>Signed distances of a text from each label's separator, into the padded span.</summary>
    public void Score(int text, Span<float> scores)
    {
        scores.Clear();
        LabelVector.AddScaled(Bias, _bias, scores);
        LabelVector.AddRows(rows.Columns(text), rows.Values(text), _weights, scores);
    }

    /// <summary>What one unit of a column adds to label <paramref name="label"/>.</summary>
    public float Weight(int column, int label) => _weights[column * _width + label];

    /// <summary>What every text's score for label <paramref name="label"/> begins with.</summary>
    public float Offset(int label) => Bias * _bias[label];

    /// <summary>One exact step on one text towards its label.</summary>
    public void Learn(int text, int label)
    {
        Score(text, _step);
        if (!_duals.TryGetValue(text, out float[]? duals))
        {
            _duals[text] = duals = new float[labels];
        }

        float ridge = 1 / (2 * cost);
        float curvature = rows.SquaredLength(text) + (Bias * Bias) + ridge;
        for (int l = 0; l < labels; l++)
        {
            float sign = l == label ? 1 : -1;
            float old = duals[l] * sign;
            float gradient = (sign * _step[l]) - 1 + (ridge * old);
            float change = (MathF.Max(0, old - (gradient / curvature)) - old) * sign;
            duals[l] += change;
            _step[l] = change;
        }

        Apply(text);
    }

    /// <summary>Takes back all that was learnt from a text.</summary>
    public void Forget(int text)
    {
        if (_duals.Remove(text, out float[]? duals))
        {
            _step.AsSpan().Clear();
            for (int l = 0; l < labels; l++)
            {
                _step[l] = -duals[l];
            }

            Apply(text);
        }
    }

    private void Apply(int text)
    {
        _step.AsSpan(labels).Clear();
        if (_step.AsSpan(0, labels).IndexOfAnyExcept(0f) < 0)
        {
            return;
        }

        LabelVector.AddScaled(Bias, _step, _bias);
        ReadOnlySpan<int> ids = rows.Columns(text);
        ReadOnlySpan<float> values = rows.Values(text);
        for (int k = 0; k < ids.Length; k++)
        {
            LabelVector.AddScaled(values[k], _step, _weights.AsSpan(ids[k] * _width, _width));
        }
    }
}
