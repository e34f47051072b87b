using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LeadScout.Texts;

namespace LeadScout.Classifiers;

/// <summary>
/// One linear separator a label (one against the rest, squared hinge loss) by dual coordinate descent after Hsieh et al., "A Dual
/// Coordinate Descent Method for Large-scale Linear SVM", ICML 2008. One step on one text is exact for that text's dual variables, so the
/// same step serves to learn at once, to refit warm and to forget. One thread learns; any number may score between two lessons.
/// </summary>
internal sealed class LinearSvm(IFeatureRows rows, int columns, int labels, float cost)
{
    private const float Bias = 0.5f;
    private readonly int _width = LabelVector.Padded(labels);
    private readonly float[] _weights = new float[columns * LabelVector.Padded(labels)];
    private readonly float[] _bias = new float[LabelVector.Padded(labels)];
    private readonly Dictionary<int, float[]> _duals = [];
    private readonly float[] _step = new float[LabelVector.Padded(labels)];

    // The side of each label's separator on which a text lies: -1, its own label's 1 while it is learnt; 0 keeps the padding at rest.
    private readonly float[] _sides = [.. Enumerable.Repeat(-1f, labels), .. new float[LabelVector.Padded(labels) - labels]];

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
            _duals[text] = duals = new float[_width];
        }

        StepTowards(label, rows.SquaredLength(text) + (Bias * Bias), duals);
        Apply(text);
    }

    /// <summary>Takes back all that was learnt from a text.</summary>
    public void Forget(int text)
    {
        if (_duals.Remove(text, out float[]? duals))
        {
            for (int l = 0; l < duals.Length; l++)
            {
                _step[l] = -duals[l];
            }

            Apply(text);
        }
    }

    /// <summary>
    /// From the scores in <see cref="_step"/> to the exact change of each label's dual variable, which takes their place.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void StepTowards(int label, float squaredLength, float[] duals)
    {
        float ridge = 1 / (2 * cost);
        Vector<float> stiffness = new(ridge), curvature = new(squaredLength + ridge);
        Span<Vector<float>> steps = MemoryMarshal.Cast<float, Vector<float>>(_step.AsSpan()), from = MemoryMarshal.Cast<float, Vector<float>>(duals.AsSpan());
        ReadOnlySpan<Vector<float>> sides = MemoryMarshal.Cast<float, Vector<float>>(_sides);
        _sides[label] = 1;
        for (int j = 0; j < steps.Length; j++)
        {
            Vector<float> side = sides[j], old = from[j] * side;
            Vector<float> gradient = (side * steps[j]) - Vector<float>.One + (stiffness * old);
            steps[j] = (Vector.Max(Vector<float>.Zero, old - (gradient / curvature)) - old) * side;
            from[j] += steps[j];
        }

        _sides[label] = -1;
    }

    private void Apply(int text)
    {
        if (_step.AsSpan().IndexOfAnyExcept(0f) < 0)
        {
            return;
        }

        LabelVector.AddScaled(Bias, _step, _bias);
        LabelVector.AddToRows(rows.Columns(text), rows.Values(text), _step, _weights);
    }
}
