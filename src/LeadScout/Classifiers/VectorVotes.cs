using System.Runtime.InteropServices;
using LeadScout.Questions;

namespace LeadScout.Classifiers;

/// <summary>
/// The vote of all answered texts by how near their vectors are, with a kernel so sharp that a near text outweighs hundreds of distant ones
/// (Nadaraya and Watson's regression). Exact. A text's votes are collected when it is looked at, in the order in which the answers were
/// learnt, whether it is looked at once or after every answer. One thread learns; any number may look at texts in between, each at its own.
/// </summary>
internal sealed class VectorVotes
{
    /// <summary>How fast a vote falls with distance: at a cosine 0.1 lower it is worth a seventh.</summary>
    private const float Sharpness = 20;

    // So many voters' rows of 384 dimensions stay in the nearest cache while one text after another is held against them.
    private const int Tile = 16;

    // What stands against the votes where nobody is near: a single vote from this cosine counts as much as no vote at all.
    private static readonly float Doubt = Kernel(0.3f);
    private readonly TextVectors _vectors;
    private readonly AnsweredLabels _answers;
    private readonly int _labels;
    private readonly int _width;
    private readonly List<int> _voters = [];
    private Standing[] _standings; // by text
    private float[] _votes;
    private int _count;

    /// <param name="vectors">A vector for each text.</param>
    /// <param name="answers">The answers.</param>
    /// <param name="labels">Number of labels.</param>
    public VectorVotes(TextVectors vectors, AnsweredLabels answers, int labels)
    {
        (_vectors, _answers, _labels, _width) = (vectors, answers, labels, LabelVector.Padded(labels));
        _count = vectors.Count;
        _standings = new Standing[Math.Max(1, _count)];
        _votes = new float[checked(_standings.Length * _width)];
        CollectAnew();
    }

    /// <summary>Log of each label's share of the votes, smoothed.</summary>
    public void Score(int text, Span<float> scores)
    {
        Collect([text]);
        ReadOnlySpan<float> votes = VotesOf(text);
        float total = Total(votes);
        for (int l = 0; l < scores.Length; l++)
        {
            scores[l] = MathF.Log((votes[l] + (Doubt / _labels)) / total);
        }
    }

    /// <summary>The nearest answered text, -1 for none, and its cosine.</summary>
    public (int Text, float Likeness) Nearest(int text)
    {
        Collect([text]);
        return (_standings[text].Nearest, _standings[text].Likeness);
    }

    /// <summary>The share, 0 to 1, of the votes that are for a label.</summary>
    public float Agreeing(int text, int label)
    {
        Collect([text]);
        ReadOnlySpan<float> votes = VotesOf(text);
        return votes[label] / Total(votes);
    }

    /// <summary>Collects the votes of many texts side by side: memory is read once for all of them.</summary>
    public void Collect(ReadOnlySpan<int> texts)
    {
        int first = _voters.Count;
        foreach (int text in texts)
        {
            first = Math.Min(first, _standings[text].Collected);
        }

        while (first < _voters.Count)
        {
            first = Math.Min(first + Tile, _voters.Count);
            foreach (int text in texts)
            {
                CollectUpTo(text, first);
            }
        }
    }

    /// <summary>Gives an answered text a vote.</summary>
    public void Learn(int voter) => _voters.Add(voter);

    /// <summary>Takes the vote back.</summary>
    public void Forget(int voter)
    {
        _voters.Remove(voter);
        CollectAnew();
    }

    /// <summary>Takes in the text whose vector was added last.</summary>
    public void Add()
    {
        if (_count == _standings.Length)
        {
            Array.Resize(ref _standings, 2 * _standings.Length);
            Array.Resize(ref _votes, checked(_standings.Length * _width));
        }

        CollectAnew(_count);
        _count++;
    }

    /// <summary>Takes back the text that was added last; it must not have been learnt.</summary>
    public void RemoveLast() => _count--;

    private ReadOnlySpan<float> VotesOf(int text) => _votes.AsSpan(text * _width, _labels);

    private static float Total(ReadOnlySpan<float> votes)
    {
        float total = Doubt;
        foreach (float vote in votes)
        {
            total += vote;
        }

        return total;
    }

    private void CollectAnew()
    {
        for (int text = 0; text < _count; text++)
        {
            CollectAnew(text);
        }
    }

    private void CollectAnew(int text)
    {
        _standings[text] = new Standing { Nearest = -1 };
        _votes.AsSpan(text * _width, _width).Clear();
    }

    private void CollectUpTo(int text, int end)
    {
        ref Standing standing = ref _standings[text];
        if (standing.Collected >= end)
        {
            return;
        }

        ReadOnlySpan<int> voters = CollectionsMarshal.AsSpan(_voters)[standing.Collected..end];
        ReadOnlySpan<float> own = _vectors.Values(text);
        for (; voters.Length >= 4; voters = voters[4..])
        {
            var (a, b, c, d) = DotProduct.OfFour(
                own, _vectors.Values(voters[0]), _vectors.Values(voters[1]), _vectors.Values(voters[2]), _vectors.Values(voters[3]));
            Cast(text, ref standing, voters[0], a);
            Cast(text, ref standing, voters[1], b);
            Cast(text, ref standing, voters[2], c);
            Cast(text, ref standing, voters[3], d);
        }

        foreach (int voter in voters)
        {
            Cast(text, ref standing, voter, DotProduct.Of(own, _vectors.Values(voter)));
        }

        standing.Collected = end;
    }

    private void Cast(int text, ref Standing standing, int voter, float cosine)
    {
        if (text == voter || cosine <= 0)
        {
            return; // nobody votes on itself, and from so far away a vote is nothing
        }

        _votes[(text * _width) + _answers.LabelOf(voter)] += Kernel(cosine);
        if (cosine > standing.Likeness)
        {
            (standing.Nearest, standing.Likeness) = (voter, cosine);
        }
    }

    private static float Kernel(float cosine) => MathF.Exp(Sharpness * (cosine - 1));

    /// <summary>How a text stands to the voters of which it has the votes.</summary>
    private struct Standing
    {
        /// <summary>The nearest one, -1 for none.</summary>
        public int Nearest;

        /// <summary>Its cosine.</summary>
        public float Likeness;

        /// <summary>How many they are, in the order in which they were learnt.</summary>
        public int Collected;
    }
}
