using CsCheck;
using LeadScout.Classifiers;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Classifiers;

public sealed class LinearSvmTests
{
    private const int Columns = 5;
    private const int Labels = 3;
    private static readonly Gen<int[][]> Texts = Gen.Int[0, Columns - 1].Array[1, 4].Array[1, 6];

    [Fact]
    public void Scores_are_the_weights_of_the_texts_columns_plus_a_bias() => Texts.Sample(texts =>
    {
        var (rows, member) = Start(texts);
        Teach(member, texts.Length, 3);
        var empty = rows.Add([], []);
        var (scores, bias) = (Scores(member, 0), Scores(member, empty));
        for (var l = 0; l < Labels; l++)
        {
            var expected = bias[l];
            for (var k = 0; k < rows.Columns(0).Length; k++)
            {
                expected += rows.Values(0)[k] * member.Weight(rows.Columns(0)[k], l);
            }

            Assert.Equal(expected, scores[l], 1e-4f);
        }
    });

    [Fact]
    public void One_step_moves_a_text_towards_its_label_and_away_from_the_others() => Texts.Sample(texts =>
    {
        var (_, member) = Start(texts);
        member.Learn(0, 1);
        var scores = Scores(member, 0);
        Assert.True(scores[1] > 0 && scores[0] < 0 && scores[2] < 0);
    });

    [Fact]
    public void Many_steps_reach_the_least_loss() => Texts.Sample(texts =>
    {
        var (rows, member) = Start(texts);
        Teach(member, texts.Length, 400);
        for (var l = 0; l < Labels; l++)
        {
            var found = Weights(member, rows, l);
            var least = Loss(rows, texts.Length, l, found);
            for (var j = 0; j < found.Length; j++)
            {
                foreach (var away in new[] { -0.02, 0.02 })
                {
                    var moved = found.ToArray();
                    moved[j] += away;
                    Assert.True(Loss(rows, texts.Length, l, moved) >= least - 1e-5);
                }
            }
        }
    }, iter: 30);

    [Fact]
    public void What_is_forgotten_has_left_nothing_but_what_others_learnt_from_it() => Texts.Sample(texts =>
    {
        var (_, member) = Start(texts);
        Teach(member, texts.Length, 3);
        for (var text = 0; text < texts.Length; text++)
        {
            member.Forget(text);
        }

        Assert.All(Enumerable.Range(0, texts.Length), text => Assert.All(Scores(member, text), score => Assert.Equal(0, score, 1e-4f)));
    });

    [Fact]
    public void A_forgotten_text_learnt_anew_ends_where_it_would_have_without_the_first_lesson() => Texts.Sample(texts =>
    {
        var (_, changed) = Start(texts);
        var (_, straight) = Start(texts);
        changed.Learn(0, 1);
        changed.Forget(0);
        changed.Learn(0, 2);
        straight.Learn(0, 2);
        Assert.All(Scores(straight, 0).Zip(Scores(changed, 0)), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    });

    [Fact]
    public void Forgetting_what_was_never_learnt_changes_nothing()
    {
        var (_, member) = Start([[0, 1], [1, 2]]);
        member.Learn(0, 1);
        var before = Scores(member, 0);
        member.Forget(1);
        Assert.Equal(before, Scores(member, 0));
    }

    [Fact]
    public void A_step_is_what_a_loop_over_the_labels_does_to_the_last_bit() => Gen.Select(Gen.Int[2, 40], Gen.Int[0, 1].Array[3, 9]).Sample((labels, texts) =>
    {
        var (rows, _) = Start([[0, 1], [1, 2]]);
        var member = new LinearSvm(rows, Columns, labels, 1);
        var duals = new float[2, labels];
        foreach (var text in texts)
        {
            var before = new float[LabelVector.Padded(labels)];
            member.Score(text, before);
            var curvature = rows.SquaredLength(text) + 0.25f + 0.5f;
            var expected = new float[labels];
            for (var l = 0; l < labels; l++)
            {
                float side = l == text ? 1 : -1;
                var old = duals[text, l] * side;
                var change = (MathF.Max(0, old - (((side * before[l]) - 1 + (0.5f * old)) / curvature)) - old) * side;
                duals[text, l] += change;
                expected[l] = member.Weight(1, l) + (rows.Values(text)[rows.Columns(text).IndexOf(1)] * change);
            }

            member.Learn(text, text);
            Assert.Equal(expected, Enumerable.Range(0, labels).Select(l => member.Weight(1, l)));
            var after = new float[before.Length];
            member.Score(text, after);
            Assert.All(after[labels..], padding => Assert.Equal(0, padding));
        }
    });

    private static (SparseRows Rows, LinearSvm Member) Start(int[][] texts)
    {
        var rows = new SparseRows();
        foreach (var columns in texts.Select(text => text.Distinct().Order().ToArray()))
        {
            rows.Add(columns, [.. columns.Select(_ => 1 / MathF.Sqrt(columns.Length))]);
        }

        return (rows, new LinearSvm(rows, Columns, Labels, 1));
    }

    private static void Teach(LinearSvm member, int texts, int epochs)
    {
        for (var step = 0; step < epochs * texts; step++)
        {
            member.Learn(step % texts, step % texts % Labels);
        }
    }

    private static float[] Scores(LinearSvm member, int text)
    {
        var padded = new float[LabelVector.Padded(Labels)];
        member.Score(text, padded);
        return padded[..Labels];
    }

    /// <summary>The weights of a label, the bias (as scores of an empty text show it) last.</summary>
    private static double[] Weights(LinearSvm member, SparseRows rows, int label) =>
        [.. Enumerable.Range(0, Columns).Select(column => (double)member.Weight(column, label)), Scores(member, rows.Add([], []))[label]];

    /// <summary>
    /// Half the squared weights (the bias is the weight of a constant column of 0.5) plus the squared hinge losses at cost 1.
    /// </summary>
    private static double Loss(SparseRows rows, int texts, int label, double[] weights)
    {
        var loss = weights[..Columns].Sum(w => w * w / 2) + (weights[Columns] * weights[Columns] / 0.25 / 2);
        for (var text = 0; text < texts; text++)
        {
            var score = weights[Columns];
            for (var k = 0; k < rows.Columns(text).Length; k++)
            {
                score += rows.Values(text)[k] * weights[rows.Columns(text)[k]];
            }

            var hinge = Math.Max(0, 1 - ((text % Labels == label ? 1 : -1) * score));
            loss += hinge * hinge;
        }

        return loss;
    }
}
