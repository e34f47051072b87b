namespace LeadScout.Classifiers;

/// <summary>
/// The members of the ensemble that look at the texts' vectors: a linear separator, the vote of the answered texts, and the labels spread
/// over the graph of neighbours. One thread learns; any number may score texts in between, each its own.
/// </summary>
internal sealed class VectorMembers
{
    /// <summary>Number of members.</summary>
    public const int Count = 3;

    /// <summary>Further signs of doubt that they know.</summary>
    public const int DoubtFeatures = 2;

    /// <summary>What they weigh before the mixer has learnt better: little, for a vector may say nothing about the question.</summary>
    public static readonly double[] Prior = [0.5, 0.2, 0.2];

    private const float Cost = 5;
    private readonly TextVectors _vectors;
    private readonly VectorVotes _votes;
    private readonly LabelSpread? _spread;

    /// <param name="vectors">A vector for each text of the table.</param>
    /// <param name="answers">The answers.</param>
    /// <param name="labels">Number of labels.</param>
    /// <param name="onCores">Cores to build the graph on.</param>
    /// <param name="isOfStream">
    /// Whether the texts that are asked about are none of the table's: then there is no graph to spread answers over.
    /// </param>
    public VectorMembers(TextVectors vectors, AnsweredLabels answers, int labels, ParallelOptions onCores, bool isOfStream)
    {
        _vectors = vectors;
        Separator = new LinearSvm(vectors, vectors.Dimensions, labels, Cost);
        _votes = new VectorVotes(vectors, answers, labels);
        _spread = isOfStream ? null : new LabelSpread(new VectorGraph(vectors, onCores), answers, labels);
    }

    /// <summary>The linear separator, which is refitted like the others.</summary>
    public LinearSvm Separator { get; }

    /// <summary>Appends a text that was not in the list; empty where it has no vector.</summary>
    public void Add(ReadOnlySpan<Half> vector)
    {
        _vectors.Add(vector);
        _votes.Add();
    }

    /// <summary>Takes back the text that was added last.</summary>
    public void RemoveLast()
    {
        _votes.RemoveLast();
        _vectors.RemoveLast();
    }

    /// <summary>Learns an answer at once, but for what is spread in the rhythm of the refits.</summary>
    public void Vote(int text) => _votes.Learn(text);

    /// <summary>Takes back what was learnt from a text.</summary>
    public void Forget(int text)
    {
        Separator.Forget(text);
        _votes.Forget(text);
    }

    /// <summary>Spreads the answers anew.</summary>
    public void Spread() => _spread?.Spread();

    /// <summary>Makes ready to score many texts, which is quicker than one by one.</summary>
    public void Collect(ReadOnlySpan<int> texts) => _votes.Collect(texts);

    /// <summary>Fills in the members' scores, from their first row on.</summary>
    public void Score(int text, ScoreSheet sheet, int first, int labels)
    {
        Separator.Score(text, sheet.Padded);
        sheet.Padded.AsSpan(0, labels).CopyTo(sheet.Of(first));
        _votes.Score(text, sheet.Of(first + 1));
        if (text < _spread?.Count)
        {
            _spread.Score(text, sheet.Of(first + 2));
        }
        else
        {
            // The graph is the list's: for a text beside it the answered texts speak twice.
            sheet.Of(first + 1).CopyTo(sheet.Of(first + 2));
        }
    }

    /// <summary>How near the nearest answered text is, and what share of the votes agrees with a label.</summary>
    public void ReadDoubt(int text, int label, Span<float> signs) =>
        (signs[0], signs[1]) = (_votes.Nearest(text).Likeness, _votes.Agreeing(text, label));
}
