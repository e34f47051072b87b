using CsCheck;
using LeadScout.Classifiers;
using LeadScout.Tests.Fakes;
using Xunit;

namespace LeadScout.Tests.Classifiers;

public sealed class VectorMembersTests
{
    private const int Dimensions = 12;
    private const int Labels = 3;

    [Fact]
    public void The_graph_joins_the_nearest_texts_and_no_others() => Gen.Select(Gen.Int[1, 90], Gen.Int[0, 1000]).Sample((count, seed) =>
    {
        var vectors = TextVectors.Of(Dimensions, Vector.RandomRows(count, Dimensions, (ulong)seed));
        var graph = new VectorGraph(vectors);
        int[][] nearest = [.. Enumerable.Range(0, count).Select(text => NearestOf(vectors, text))];
        for (var text = 0; text < count; text++)
        {
            int[] joined = [.. Enumerable.Range(0, count).Where(other => nearest[text].Contains(other) || nearest[other].Contains(text))];
            Assert.Equal(joined, graph.Rows.Columns(text).ToArray());
        }
    });

    [Fact]
    public void Votes_kept_up_to_date_are_those_counted_anew_whatever_was_learnt_forgotten_and_added() => Gen.Int[0, 1000].Sample(seed =>
    {
        var rows = Vector.RandomRows(40, Dimensions, (ulong)seed);
        var answers = new AnsweredLabels();
        var vectors = TextVectors.Of(Dimensions, rows);
        var votes = new VectorVotes(vectors, answers, Labels);
        Learn(3, 1);
        Learn(7, 2);
        vectors.Add(rows[20].Span);
        votes.Add();
        Learn(11, 1);
        Forget(3, 1);
        Learn(3, 0);
        Learn(40, 2);

        var anew = new AnsweredLabels();
        var others = TextVectors.Of(Dimensions, rows);
        others.Add(rows[20].Span);
        var counted = new VectorVotes(others, anew, Labels);
        foreach (var (text, label) in new[] { (7, 2), (11, 1), (3, 0), (40, 2) })
        {
            anew.Set(text, label);
            counted.Learn(text, label);
        }

        for (var text = 0; text < 41; text++)
        {
            Assert.Equal(Scores(counted, text), Scores(votes, text), (one, other) => Math.Abs(one - other) < 1e-2);
            Assert.Equal(counted.Nearest(text), votes.Nearest(text));
        }

        void Learn(int text, int label)
        {
            answers.Set(text, label);
            votes.Learn(text, label);
        }

        void Forget(int text, int label) => votes.Forget(text, label);
    });

    [Fact]
    public void A_near_answer_outvotes_many_that_are_far_and_nobody_votes_on_itself()
    {
        var answers = new AnsweredLabels();
        var vectors = TextVectors.Of(2, [Vector.Of(1, 0), Vector.Of(0.95f, 0.2f), Vector.Of(-1, 0.1f), Vector.Of(-0.9f, -0.3f), Vector.Of(0.2f, 1)]);
        var votes = new VectorVotes(vectors, answers, Labels);
        foreach (var (text, label) in new[] { (1, 2), (2, 0), (3, 0), (4, 0) })
        {
            answers.Set(text, label);
            votes.Learn(text, label);
        }

        Assert.Equal(2, LabelVector.Best(Scores(votes, 0), Labels));
        Assert.Equal(1, votes.Nearest(0).Text);
        Assert.NotEqual(1, votes.Nearest(1).Text);
        Assert.InRange(votes.Agreeing(0, 2), 0.9f, 1);
    }

    [Fact]
    public void Labels_reach_texts_through_others_that_nobody_answered()
    {
        // Two arcs of a circle; one text at an end of each is answered.
        ReadOnlyMemory<Half>[] rows =
            [.. Enumerable.Range(0, 60).Select(text => At((text < 30 ? 0 : Math.PI) + (text % 30 * 0.05)))];
        var (vectors, answers) = (TextVectors.Of(2, rows), new AnsweredLabels());
        var spread = new LabelSpread(new VectorGraph(vectors), answers, Labels);
        answers.Set(0, 1);
        answers.Set(30, 2);
        for (var refit = 0; refit < 10; refit++)
        {
            spread.Spread();
        }

        var scores = new float[Labels];
        spread.Score(29, scores);
        Assert.Equal(1, LabelVector.Best(scores, Labels));
        spread.Score(59, scores);
        Assert.Equal(2, LabelVector.Best(scores, Labels));

        static ReadOnlyMemory<Half> At(double angle) => Vector.Of((float)Math.Cos(angle), (float)Math.Sin(angle));
    }

    [Fact]
    public void Texts_without_vectors_are_near_to_nothing_and_break_nothing()
    {
        var vectors = TextVectors.Of(2, [default, default, Vector.Of(1, 0), default]);
        var answers = new AnsweredLabels();
        var members = new VectorMembers(vectors, answers, Labels, isOfStream: false);
        answers.Set(0, 1);
        members.Vote(0, 1);
        members.Separator.Learn(0, 1);
        members.Spread();
        var sheet = new ScoreSheet(VectorMembers.Count, Labels);
        members.Score(1, sheet, 0, Labels);
        Assert.All(sheet.Scores, score => Assert.True(float.IsFinite(score)));
        var doubt = new float[VectorMembers.DoubtFeatures];
        members.ReadDoubt(1, 1, doubt);
        Assert.Equal(0, doubt[0]);
    }

    private static float[] Scores(VectorVotes votes, int text)
    {
        var scores = new float[Labels];
        votes.Score(text, scores);
        return scores;
    }

    private static int[] NearestOf(TextVectors vectors, int text) =>
    [
        .. Enumerable.Range(0, vectors.Count)
            .Where(other => other != text)
            .Select(other => (Other: other, Cosine: DotProduct.Of(vectors.Values(Math.Min(text, other)), vectors.Values(Math.Max(text, other)))))
            .Where(near => near.Cosine > 0)
            .OrderByDescending(near => near.Cosine)
            .ThenBy(near => near.Other)
            .Take(VectorGraph.Most)
            .Select(near => near.Other),
    ];
}
