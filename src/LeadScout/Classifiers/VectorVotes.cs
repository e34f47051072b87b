using System.Runtime.InteropServices;
using LeadScout.Questions;

namespace LeadScout.Classifiers;

/// <summary>
/// The vote of all answered texts by how near their vectors are, with a kernel so sharp that a near text outweighs hundreds of distant ones
/// (Nadaraya and Watson's regression). Exact. For a list the votes are kept up to date answer by answer: one thread learns, any number may
/// score in between. For a stream, where most texts are never looked at again, they are collected when a text is looked at: one thread only.
/// The votes are the same.
/// </summary>
internal sealed class VectorVotes
{
    /// <summary>How fast a vote falls with distance: at a cosine 0.1 lower it is worth a seventh.</summary>
    private const float Sharpness = 20;

    // What stands against the votes where nobody is near: a single vote from this cosine counts as much as no vote at all.
    private static readonly float Doubt = Kernel(0.3f);
    private readonly TextVectors _vectors;
    private readonly AnsweredLabels _answers;
    private readonly int _labels;
    private readonly int _width;
    private readonly List<int> _voters = [];
    private readonly List<int> _nearest = []; // by text: the nearest answered text, -1 for none
    private readonly List<float> _likeness = []; // by text: its cosine
    private readonly List<int> _collected = []; // by text: of how many voters it has the votes
    private readonly bool _whenLookedAt;
    private float[] _votes;

    /// <param name="vectors">A vector for each text.</param>
    /// <param name="answers">The answers.</param>
    /// <param name="labels">Number of labels.</param>
    /// <param name="whenLookedAt">Whether a text's votes are collected when it is looked at.</param>
    public VectorVotes(TextVectors vectors, AnsweredLabels answers, int labels, bool whenLookedAt = false)
    {
        (_vectors, _answers, _labels, _width) = (vectors, answers, labels, LabelVector.Padded(labels));
        _whenLookedAt = whenLookedAt;
        _votes = new float[checked(Math.Max(1, vectors.Count) * _width)];
        for (int text = 0; text < vectors.Count; text++)
        {
            _nearest.Add(-1);
            _likeness.Add(0);
            _collected.Add(0);
        }
    }

    /// <summary>Log of each label's share of the votes, smoothed.</summary>
    public void Score(int text, Span<float> scores)
    {
        Collect(text);
        ReadOnlySpan<float> votes = _votes.AsSpan(text * _width, _labels);
        float total = Doubt;
        foreach (float vote in votes)
        {
            total += vote;
        }

        for (int l = 0; l < scores.Length; l++)
        {
            scores[l] = MathF.Log((MathF.Max(0, votes[l]) + (Doubt / _labels)) / total);
        }
    }

    /// <summary>The nearest answered text, -1 for none, and its cosine.</summary>
    public (int Text, float Likeness) Nearest(int text)
    {
        Collect(text);
        return (_nearest[text], _likeness[text]);
    }

    /// <summary>The share, 0 to 1, of the votes that are for a label.</summary>
    public float Agreeing(int text, int label)
    {
        Collect(text);
        float total = Doubt;
        foreach (float vote in _votes.AsSpan(text * _width, _labels))
        {
            total += vote;
        }

        return MathF.Max(0, _votes[(text * _width) + label]) / total;
    }

    /// <summary>Adds an answered text's vote to all others.</summary>
    public void Learn(int voter, int label)
    {
        _voters.Add(voter);
        if (!_whenLookedAt)
        {
            Vote(voter, label, 1);
        }
    }

    /// <summary>Takes the vote back.</summary>
    public void Forget(int voter, int label)
    {
        _voters.Remove(voter);
        if (_whenLookedAt)
        {
            CollectAnew();
            return;
        }

        Vote(voter, label, -1);
        for (int text = 0; text < _nearest.Count; text++)
        {
            if (_nearest[text] == voter)
            {
                (_nearest[text], _likeness[text]) = (-1, 0);
                foreach (int other in _voters)
                {
                    Meet(text, other, DotProduct.Of(_vectors.Values(text), _vectors.Values(other)));
                }
            }
        }
    }

    /// <summary>Takes in the text whose vector was added last.</summary>
    public void Add()
    {
        int text = _nearest.Count;
        _nearest.Add(-1);
        _likeness.Add(0);
        _collected.Add(0);
        if ((text + 1) * _width > _votes.Length)
        {
            Array.Resize(ref _votes, checked(2 * _votes.Length));
        }

        _votes.AsSpan(text * _width, _width).Clear();
        if (!_whenLookedAt)
        {
            CastFrom(text, 0);
        }
    }

    /// <summary>Takes back the text that was added last; it must not have been learnt.</summary>
    public void RemoveLast()
    {
        _nearest.RemoveAt(_nearest.Count - 1);
        _likeness.RemoveAt(_likeness.Count - 1);
        _collected.RemoveAt(_collected.Count - 1);
    }

    private void Collect(int text)
    {
        if (_whenLookedAt && _collected[text] < _voters.Count)
        {
            CastFrom(text, _collected[text]);
            _collected[text] = _voters.Count;
        }
    }

    private void CollectAnew()
    {
        Array.Clear(_votes);
        for (int text = 0; text < _nearest.Count; text++)
        {
            (_nearest[text], _likeness[text], _collected[text]) = (-1, 0, 0);
        }
    }

    private void CastFrom(int text, int first)
    {
        ReadOnlySpan<int> voters = CollectionsMarshal.AsSpan(_voters)[first..];
        ReadOnlySpan<float> own = _vectors.Values(text);
        for (; voters.Length >= 4; voters = voters[4..])
        {
            var (a, b, c, d) = DotProduct.OfFour(
                own, _vectors.Values(voters[0]), _vectors.Values(voters[1]), _vectors.Values(voters[2]), _vectors.Values(voters[3]));
            Cast(text, voters[0], _answers.LabelOf(voters[0]), 1, a);
            Cast(text, voters[1], _answers.LabelOf(voters[1]), 1, b);
            Cast(text, voters[2], _answers.LabelOf(voters[2]), 1, c);
            Cast(text, voters[3], _answers.LabelOf(voters[3]), 1, d);
        }

        foreach (int voter in voters)
        {
            Cast(text, voter, _answers.LabelOf(voter), 1, DotProduct.Of(own, _vectors.Values(voter)));
        }
    }

    private static float Kernel(float cosine) => MathF.Exp(Sharpness * (cosine - 1));

    private void Vote(int voter, int label, int sign)
    {
        ReadOnlySpan<float> own = _vectors.Values(voter);
        int text = 0;
        for (; text + 4 <= _nearest.Count; text += 4)
        {
            var (a, b, c, d) = DotProduct.OfFour(
                own, _vectors.Values(text), _vectors.Values(text + 1), _vectors.Values(text + 2), _vectors.Values(text + 3));
            Cast(text, voter, label, sign, a);
            Cast(text + 1, voter, label, sign, b);
            Cast(text + 2, voter, label, sign, c);
            Cast(text + 3, voter, label, sign, d);
        }

        for (; text < _nearest.Count; text++)
        {
            Cast(text, voter, label, sign, DotProduct.Of(own, _vectors.Values(text)));
        }
    }

    private void Cast(int text, int voter, int label, int sign, float cosine)
    {
        if (text == voter || cosine <= 0)
        {
            return; // nobody votes on itself, and from so far away a vote is nothing
        }

        _votes[(text * _width) + label] += sign * Kernel(cosine);
        if (sign > 0)
        {
            Meet(text, voter, cosine);
        }
    }

    private void Meet(int text, int voter, float cosine)
    {
        if (text != voter && cosine > _likeness[text])
        {
            (_nearest[text], _likeness[text]) = (voter, cosine);
        }
    }
}
