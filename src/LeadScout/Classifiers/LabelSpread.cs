namespace LeadScout.Classifiers;

/// <summary>
/// Labels spread from the answered texts over the graph of neighbours, so that they reach texts through others that nobody has answered:
/// harmonic functions after Zhu, Ghahramani and Lafferty, "Semi-supervised Learning Using Gaussian Fields and Harmonic Functions", ICML
/// 2003, damped so that what comes from afar counts less. One thread spreads; any number may score in between.
/// </summary>
internal sealed class LabelSpread
{
    private const float Sharpness = 8;
    private const float Damping = 0.95f;
    private const float Smoothing = 0.02f;
    private const int Sweeps = 5;
    private readonly VectorGraph _graph;
    private readonly AnsweredLabels _answers;
    private readonly int _labels;
    private readonly int _width;
    private readonly float[] _shares;
    private readonly float[] _weights; // by joint, in the order of the graph's rows: they sum to the damping

    public LabelSpread(VectorGraph graph, AnsweredLabels answers, int labels)
    {
        (_graph, _answers, _labels, _width) = (graph, answers, labels, LabelVector.Padded(labels));
        _shares = new float[checked(graph.Count * _width)];
        var weights = new List<float>();
        for (int text = 0; text < graph.Count; text++)
        {
            int first = weights.Count;
            float total = 0;
            foreach (float cosine in graph.Rows.Values(text))
            {
                weights.Add(MathF.Exp(Sharpness * (cosine - 1)));
                total += weights[^1];
            }

            for (int k = first; k < weights.Count; k++)
            {
                weights[k] *= Damping / total;
            }
        }

        _weights = [.. weights];
    }

    /// <summary>Number of texts that it reaches.</summary>
    public int Count => _graph.Count;

    /// <summary>Log of each label's share of what has reached a text, smoothed.</summary>
    public void Score(int text, Span<float> scores)
    {
        ReadOnlySpan<float> shares = _shares.AsSpan(text * _width, _labels);
        float total = Smoothing;
        foreach (float share in shares)
        {
            total += share;
        }

        for (int l = 0; l < scores.Length; l++)
        {
            scores[l] = MathF.Log((shares[l] + (Smoothing / _labels)) / total);
        }
    }

    /// <summary>Spreads the answers there are, from where the last time came to.</summary>
    public void Spread()
    {
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            int first = 0;
            for (int text = 0; text < _graph.Count; text++)
            {
                ReadOnlySpan<int> near = _graph.Rows.Columns(text);
                Span<float> own = _shares.AsSpan(text * _width, _width);
                own.Clear();
                if (_answers.LabelOf(text) is >= 0 and var label)
                {
                    own[label] = 1;
                }
                else
                {
                    LabelVector.AddRows(near, _weights.AsSpan(first, near.Length), _shares, own);
                }

                first += near.Length;
            }
        }
    }
}
