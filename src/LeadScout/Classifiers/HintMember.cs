namespace LeadScout.Classifiers;

/// <summary>
/// The member of an ensemble that looks at one column of hints: how often each label was the answer where the column had a value, smoothed
/// towards what the value is called like, as far as such values have been right, and towards how common the labels are. So it learns how
/// far to trust the column, label by label, and says nothing where it says nothing. One thread learns; any number may score in between.
/// </summary>
internal sealed class HintMember(TextHints hints, int column, int labels)
{
    /// <summary>Further signs of doubt that it knows.</summary>
    public const int DoubtFeatures = 2;

    /// <summary>What it weighs before the mixer has learnt better: little, for a column may say nothing about the question.</summary>
    public const double Prior = 0.3;

    // As if so many answers had come by what is known of the whole column.
    private const float Smoothing = 4;
    private const double Growth = 1.02;
    private readonly float[]?[] _counts = new float[]?[hints.Values(column)];
    private readonly float[]?[] _scores = new float[]?[hints.Values(column)]; // by value: log of each label's share
    private readonly float[] _perLabel = new float[labels];
    private readonly float[] _unknown = new float[labels];
    private float _answered;
    private float _named;
    private float _right;
    private double _refreshAt;

    /// <summary>Learns an answer (+1) or takes it back (-1).</summary>
    public void Count(int text, int label, int sign)
    {
        int value = hints.Value(text, column);
        _answered += sign;
        _perLabel[label] += sign;
        if (value > 0)
        {
            (_counts[value] ??= new float[labels])[label] += sign;
            if (hints.LabelOf(column, value) is >= 0 and var named)
            {
                _named += sign;
                _right += named == label ? sign : 0;
            }
        }

        // The whole column changes little by one answer: the other values follow in the rhythm of the refits.
        if (_answered >= _refreshAt || sign < 0)
        {
            RefreshAll();
            _refreshAt = (_answered * Growth) + 1;
        }
        else
        {
            Refresh(value);
        }
    }

    /// <summary>Fills in the scores.</summary>
    public void Score(int text, Span<float> scores) => ScoresOf(text).CopyTo(scores);

    /// <summary>How much less the column says for a label than for the one it says most for, and how decided it is.</summary>
    public void ReadDoubt(int text, int label, Span<float> signs)
    {
        if (hints.Value(text, column) == 0)
        {
            signs.Clear();
            return;
        }

        ReadOnlySpan<float> scores = ScoresOf(text);
        float most = scores[LabelVector.Best(scores, labels)];
        (signs[0], signs[1]) = (scores[label] - most, most);
    }

    private ReadOnlySpan<float> ScoresOf(int text) => _scores[hints.Value(text, column)] ?? _unknown;

    private void RefreshAll()
    {
        for (int label = 0; label < labels; label++)
        {
            _unknown[label] = MathF.Log(Share(label));
        }

        for (int value = 1; value < _counts.Length; value++)
        {
            Refresh(value);
        }
    }

    private void Refresh(int value)
    {
        int named = value > 0 ? hints.LabelOf(column, value) : -1;
        if (value == 0 || (_counts[value] is null && named < 0))
        {
            return;
        }

        float trust = named < 0 ? 0 : (_right + 1) / (_named + 2);
        float[] scores = _scores[value] ??= new float[labels];
        ReadOnlySpan<float> counts = _counts[value];
        float total = Smoothing;
        foreach (float count in counts)
        {
            total += count;
        }

        for (int label = 0; label < labels; label++)
        {
            float prior = ((1 - trust) * Share(label)) + (label == named ? trust : 0);
            scores[label] = MathF.Log(((counts.IsEmpty ? 0 : counts[label]) + (Smoothing * prior)) / total);
        }
    }

    private float Share(int label) => (_perLabel[label] + 0.5f) / (_answered + (0.5f * labels));
}
