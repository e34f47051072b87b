using LeadScout.Texts;

namespace LeadScout.Classifiers;

/// <summary>
/// How many answered texts with a feature got which label, and the naive-Bayes vote of a text's features. One thread counts; any number may
/// score in between.
/// </summary>
internal sealed class NaiveBayes(FeatureTable table, int labels)
{
    private readonly int _width = LabelVector.Padded(labels);
    private readonly int[] _answers = new int[table.FeatureCount];
    private readonly float[] _perLabel = new float[table.FeatureCount * LabelVector.Padded(labels)];
    private readonly float[] _votes = new float[table.FeatureCount * LabelVector.Padded(labels)];

    /// <summary>Number of answered texts that have the feature.</summary>
    public int Answers(int feature) => _answers[feature];

    /// <summary>Number of answered texts with the feature that got the label.</summary>
    public int Answers(int feature, int label) => (int)_perLabel[(feature * _width) + label];

    /// <summary>
    /// What one unit of a feature adds to a label: log of its smoothed share of the feature's answers, over the even share.
    /// </summary>
    public float Vote(int feature, int label) => _votes[(feature * _width) + label];

    /// <summary>Sums the votes of a text's features of one kind into the padded span.</summary>
    public void Score(int text, FeatureKind kind, Span<float> scores)
    {
        scores.Clear();
        Range ofKind = table.OfKind(text, kind);
        LabelVector.AddRows(table.Rows.Columns(text)[ofKind], table.Rows.Values(text)[ofKind], _votes, scores);
    }

    /// <summary>Counts an answer (<paramref name="change"/> 1) or takes it back (-1).</summary>
    public void Count(int text, int label, int change)
    {
        foreach (int feature in table.Rows.Columns(text))
        {
            _answers[feature] += change;
            Span<float> counts = _perLabel.AsSpan(feature * _width, labels);
            counts[label] += change;
            float scale = labels / (_answers[feature] + 1f);
            Span<float> votes = _votes.AsSpan(feature * _width, labels);
            for (int l = 0; l < labels; l++)
            {
                votes[l] = MathF.Log((counts[l] + (1f / labels)) * scale);
            }
        }
    }

    /// <summary>
    /// Of a text's squared weight: the share in words without answers, in features without answers, and what share of the answers agrees
    /// with the label.
    /// </summary>
    public (float UnseenWords, float Unseen, float Agreeing) Support(int text, int label)
    {
        const float Tiny = 1e-4f;
        float words = Tiny, unseenWords = 0, all = Tiny, unseen = 0, agreeing = 0;
        ReadOnlySpan<int> features = table.Rows.Columns(text);
        ReadOnlySpan<float> values = table.Rows.Values(text);
        for (int k = 0; k < features.Length; k++)
        {
            float weight = values[k] * values[k];
            bool isWord = table.Kind(features[k]) == FeatureKind.Word;
            int answers = _answers[features[k]];
            all += weight;
            words += isWord ? weight : 0;
            unseen += answers == 0 ? weight : 0;
            unseenWords += answers == 0 && isWord ? weight : 0;
            agreeing += answers == 0 ? 0 : weight * _perLabel[(features[k] * _width) + label] / answers;
        }

        return (unseenWords / words, unseen / all, agreeing / (all - unseen));
    }
}
