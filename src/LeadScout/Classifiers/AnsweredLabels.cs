namespace LeadScout.Classifiers;

/// <summary>The labels learnt, by text. One thread sets; any number may read in between.</summary>
internal sealed class AnsweredLabels
{
    private int[] _labels = [];

    /// <summary>Texts with a label.</summary>
    public int Count { get; private set; }

    /// <summary>The text's label, or -1.</summary>
    public int LabelOf(int text) => (uint)text < (uint)_labels.Length ? _labels[text] : -1;

    /// <summary>Sets or replaces a text's label.</summary>
    public void Set(int text, int label)
    {
        if (text >= _labels.Length)
        {
            int before = _labels.Length;
            Array.Resize(ref _labels, Math.Max(text + 1, 2 * before));
            _labels.AsSpan(before).Fill(-1);
        }

        Count += _labels[text] < 0 ? 1 : 0;
        _labels[text] = label;
    }
}
