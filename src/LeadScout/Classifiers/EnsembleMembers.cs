namespace LeadScout.Classifiers;

/// <summary>The members of an ensemble that learn by themselves.</summary>
/// <param name="Features">A linear separator over the features.</param>
/// <param name="Topics">One over the list's topics.</param>
/// <param name="Evidence">Naive Bayes by kind of feature.</param>
/// <param name="Vectors">Those that look at vectors of the texts; null where there are none.</param>
/// <param name="Hints">Those that look at hints, one a column.</param>
internal sealed record EnsembleMembers(
    LinearSvm Features, LinearSvm Topics, NaiveBayes Evidence, VectorMembers? Vectors = null, params HintMember[] Hints)
{
    /// <summary>Members beside the usual ones.</summary>
    public int Further => (Vectors is null ? 0 : VectorMembers.Count) + Hints.Length;

    /// <summary>Signs of doubt that these know.</summary>
    public int FurtherDoubtFeatures => (Vectors is null ? 0 : VectorMembers.DoubtFeatures) + (HintMember.DoubtFeatures * Hints.Length);

    /// <summary>What these weigh at first.</summary>
    public IEnumerable<double> FurtherPrior => [.. Vectors is null ? [] : VectorMembers.Prior, .. Hints.Select(_ => HintMember.Prior)];

    /// <summary>Fills in the scores of these, from their first row on.</summary>
    public void ScoreFurther(int text, ScoreSheet sheet, int first, int labels)
    {
        Vectors?.Score(text, sheet, first, labels);
        for (int i = 0; i < Hints.Length; i++)
        {
            Hints[i].Score(text, sheet.Of(first + (Vectors is null ? 0 : VectorMembers.Count) + i));
        }
    }

    /// <summary>Fills in what these doubt about a label.</summary>
    public void ReadFurtherDoubt(int text, int label, Span<float> signs)
    {
        Vectors?.ReadDoubt(text, label, signs);
        int at = Vectors is null ? 0 : VectorMembers.DoubtFeatures;
        foreach (HintMember hint in Hints)
        {
            hint.ReadDoubt(text, label, signs[at..(at + HintMember.DoubtFeatures)]);
            at += HintMember.DoubtFeatures;
        }
    }
}
