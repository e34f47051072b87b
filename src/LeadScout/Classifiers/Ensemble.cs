using System.Collections.Concurrent;
using LeadScout.Statistics;
using LeadScout.Texts;

namespace LeadScout.Classifiers;

/// <summary>
/// The members side by side: their scores for a text, mixed, and the signs of doubt. Not thread safe, but predicts many texts on several
/// cores.
/// </summary>
internal sealed class Ensemble(
    FeatureTable table, Neighbours neighbours, EnsembleMembers members, AnsweredLabels answers, int labels, ParallelOptions onCores)
{
    // The members' scores in their order: linear, topics, evidence for each kind of feature, neighbours, frequencies; then the further
    // ones, where there are any.
    private const int Evidence = 2;
    private const int Nearest = Evidence + FeatureKindNames.Count;
    private const int Frequencies = Nearest + 1;
    private const int Usual = Frequencies + 1;
    private const int MostRecords = 3000;
    private const int Fewest = 20;
    private const int TextsAtOnce = 128; // some tenths of a millisecond: less is not worth another core
    private readonly int _members = Usual + members.Further;
    private readonly int _doubtFeatures = ErrorModel.DoubtFeatures + members.FurtherDoubtFeatures;
    private readonly Mixer _mixer = new(
        Usual + members.Further,
        labels,
        [1.5, 1.5, 1, 1, 1, 1, 1, 1, 0.3, .. members.FurtherPrior]);
    private readonly ErrorModel _errors = new(members.FurtherDoubtFeatures);
    private readonly List<PrequentialRecord> _records = [];
    private readonly int[] _perLabel = new int[labels];
    private readonly float[] _frequencies = new float[labels];
    private readonly ScoreSheet _sheet = new(
        Usual + members.Further, labels, ErrorModel.DoubtFeatures + members.FurtherDoubtFeatures);
    private bool _frequenciesKnown;
    private int _answered;
    private int _nextFit = Fewest;

    public void Count(int label)
    {
        _perLabel[label]++;
        _answered++;
        _frequenciesKnown = false;
    }

    public void Uncount(int label)
    {
        _perLabel[label]--;
        _answered--;
        _frequenciesKnown = false;
    }

    public Prediction Predict(int text)
    {
        RefreshFrequencies();
        return Predict(text, _sheet);
    }

    /// <summary>Predicts many texts, each into its place.</summary>
    /// <param name="texts">The texts, each once.</param>
    /// <param name="byText">Takes the predictions.</param>
    /// <param name="first">The text whose place is the first.</param>
    public void PredictAll(int[] texts, Prediction[] byText, int first = 0)
    {
        if (texts.Length == 0)
        {
            return; // which a partitioner refuses
        }

        RefreshFrequencies();
        Parallel.ForEach(
            Partitioner.Create(0, texts.Length, TextsAtOnce),
            onCores,
            () => new ScoreSheet(_members, labels, _doubtFeatures),
            (range, _, sheet) =>
            {
                ReadOnlySpan<int> some = texts.AsSpan(range.Item1..range.Item2);
                members.Vectors?.Collect(some);
                foreach (int text in some)
                {
                    byText[text - first] = Predict(text, sheet);
                }

                return sheet;
            },
            _ => { });
    }

    /// <summary>Keeps what would have been predicted for a text, now that its answer is there and before it is learnt.</summary>
    public void Record(int text, int label)
    {
        Prediction prediction = Predict(text);
        _records.Add(new PrequentialRecord([.. _sheet.Scores], [.. _sheet.DoubtFeatures], label, prediction.Label != label));
        if (_records.Count > MostRecords)
        {
            _records.RemoveRange(0, MostRecords / 5);
        }
    }

    /// <summary>Refits mixer and error model when the answers grew by 5 %.</summary>
    public void Refit(int answered)
    {
        const double Growth = 1.05;
        if (answered >= _nextFit && _records.Count >= Fewest)
        {
            Parallel.Invoke(onCores, () => _mixer.Fit(_records), () => _errors.Fit(_records));
            _nextFit = (int)(answered * Growth);
        }
    }

    /// <summary>Log odds from differences of the three members that are linear in the features, for a feature of this kind.</summary>
    public double Weigh(FeatureKind kind, double feature, double topic, double vote) =>
        (_mixer.Weight(0) * feature) + (_mixer.Weight(1) * topic) + (_mixer.Weight(Evidence + (int)kind) * vote);

    /// <summary>What the members add to the log odds of one label over another.</summary>
    public LogOdds Odds(int text, int label, int other)
    {
        RefreshFrequencies();
        Score(text, _sheet);
        double patterns = -Bias();
        for (int member = 0; member < Nearest; member++)
        {
            patterns += Part(member);
        }

        double nearness = Part(Nearest);
        for (int member = Usual; member < _members; member++)
        {
            nearness += Part(member);
        }

        return new LogOdds(patterns, nearness, Part(Frequencies) + Bias());

        double Part(int member) => _mixer.Weight(member) * (_sheet.Of(member)[label] - _sheet.Of(member)[other]);

        // What the separators add whatever the text is: another way to say how common a label is.
        double Bias() =>
            (_mixer.Weight(0) * (members.Features.Offset(label) - members.Features.Offset(other))) + (_mixer.Weight(1) * (members.Topics.Offset(label) - members.Topics.Offset(other)));
    }

    private Prediction Predict(int text, ScoreSheet sheet)
    {
        Score(text, sheet);
        _mixer.Mix(sheet.Scores, sheet.Probabilities);
        int best = LabelVector.Best(sheet.Probabilities, labels);
        int second = LabelVector.Best(sheet.Probabilities, labels, best);
        ReadDoubt(text, best, second, sheet);
        return new Prediction(best, second, _errors.Probability(sheet.DoubtFeatures));
    }

    /// <summary>
    /// Fills in the members' scores; writes to nothing but the sheet and what is the text's own, for many cores may be at it. The frequencies
    /// must be fresh.
    /// </summary>
    private void Score(int text, ScoreSheet sheet)
    {
        members.Features.Score(text, sheet.Padded);
        sheet.Padded.AsSpan(0, labels).CopyTo(sheet.Of(0));
        members.Topics.Score(text, sheet.Padded);
        sheet.Padded.AsSpan(0, labels).CopyTo(sheet.Of(1));
        for (int kind = 0; kind < FeatureKindNames.Count; kind++)
        {
            members.Evidence.Score(text, (FeatureKind)kind, sheet.Padded);
            sheet.Padded.AsSpan(0, labels).CopyTo(sheet.Of(Evidence + kind));
        }

        AskNeighbours(text, sheet.Of(Nearest));
        _frequencies.CopyTo(sheet.Of(Frequencies));
        members.ScoreFurther(text, sheet, Usual, labels);
    }

    /// <summary>The last member's scores, which only an answer changes.</summary>
    private void RefreshFrequencies()
    {
        if (_frequenciesKnown)
        {
            return;
        }

        for (int l = 0; l < labels; l++)
        {
            _frequencies[l] = MathF.Log((_perLabel[l] + 0.5f) / (_answered + (0.5f * labels)));
        }

        _frequenciesKnown = true;
    }

    private void AskNeighbours(int text, Span<float> shares)
    {
        const float Doubt = 0.2f;
        float total = Doubt;
        shares.Clear();
        ReadOnlySpan<int> near = neighbours.Rows.Columns(text);
        ReadOnlySpan<float> similarity = neighbours.Rows.Values(text);
        for (int k = 0; k < near.Length; k++)
        {
            if (answers.LabelOf(near[k]) is >= 0 and var label)
            {
                float weight = similarity[k] * similarity[k] * similarity[k];
                shares[label] += weight;
                total += weight;
            }
        }

        for (int l = 0; l < labels; l++)
        {
            shares[l] /= total;
        }
    }

    private void ReadDoubt(int text, int best, int second, ScoreSheet sheet)
    {
        const float Tiny = 1e-4f;
        float nearest = 0, agreeing = 0, total = 1e-3f;
        ReadOnlySpan<int> near = neighbours.Rows.Columns(text);
        for (int k = 0; k < near.Length; k++)
        {
            if (answers.LabelOf(near[k]) is >= 0 and var label)
            {
                float similarity = neighbours.Rows.Values(text)[k];
                nearest = MathF.Max(nearest, similarity);
                total += similarity;
                agreeing += label == best ? similarity : 0;
            }
        }

        float p = sheet.Probabilities[best];
        float[] doubt = sheet.DoubtFeatures;
        doubt[0] = 1;
        doubt[1] = MathF.Log((1 - p + Tiny) / (p + Tiny));
        doubt[2] = MathF.Log(sheet.Probabilities[second] + Tiny);
        doubt[3] = sheet.Scores[best];
        doubt[4] = nearest;
        doubt[5] = agreeing / total;
        doubt[6] = table.UnknownWords(text);
        doubt[7] = MathF.Log(1 + _answered) - 6;
        (doubt[8], doubt[9], doubt[10]) = members.Evidence.Support(text, best);
        members.ReadFurtherDoubt(text, best, doubt.AsSpan(ErrorModel.DoubtFeatures));
    }
}
