namespace LeadScout.Classifiers;

/// <summary>What the members make of one text: room that a core fills again and again. Not thread safe.</summary>
/// <param name="members">Number of members.</param>
/// <param name="labels">Number of labels.</param>
/// <param name="doubtFeatures">Number of signs of doubt.</param>
internal sealed class ScoreSheet(int members, int labels, int doubtFeatures = ErrorModel.DoubtFeatures)
{
    /// <summary>The members' scores, member-major.</summary>
    public float[] Scores { get; } = new float[members * labels];

    /// <summary>The labels' probabilities.</summary>
    public float[] Probabilities { get; } = new float[labels];

    /// <summary>The signs of doubt.</summary>
    public float[] DoubtFeatures { get; } = new float[doubtFeatures];

    /// <summary>One member's scores, padded.</summary>
    public float[] Padded { get; } = new float[LabelVector.Padded(labels)];

    /// <summary>A member's scores.</summary>
    public Span<float> Of(int member) => Scores.AsSpan(member * labels, labels);
}
