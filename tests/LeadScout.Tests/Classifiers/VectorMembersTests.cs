using CsCheck;
using LeadScout.Classifiers;
using LeadScout.Statistics;
using LeadScout.Tests.Fakes;
using Xunit;

namespace LeadScout.Tests.Classifiers;

public sealed class VectorMembersTests
{
    private const int Dimensions = 12;
    private const int Labels = 3;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_graph_joins_the_nearest_texts_and_no_others(int cores) =>
        Gen.Select(Gen.Int[1, 150], Gen.Int[1, 60], Gen.Int[0, 1000]).Sample((count, different, seed) =>
        {
            // Some vectors come more than once: of equally near texts the first counts.
            var some = Vector.RandomRows(different, Dimensions, (ulong)seed);
            var vectors = TextVectors.Of(Dimensions, [.. Enumerable.Range(0, count).Select(text => some[text % different])]);
            var graph = new VectorGraph(vectors, On(cores));
            int[][] nearest = [.. Enumerable.Range(0, count).Select(text => NearestOf(vectors, text))];
            for (var text = 0; text < count; text++)
            {
                int[] joined = [.. Enumerable.Range(0, count).Where(other => nearest[text].Contains(other) || nearest[other].Contains(text))];
                Assert.Equal(joined, graph.Rows.Columns(text).ToArray());
                Assert.Equal(joined.Select(other => Cosine(vectors, text, other)), graph.Rows.Values(text).ToArray());
            }
        });

    [Fact]
    public void Votes_are_summed_in_the_order_of_the_answers_whenever_and_with_whichever_others_a_text_is_looked_at() =>
        Gen.Select(Gen.Int[0, 90], Gen.Int[1, 40], Gen.Int[0, 1000]).Sample((voters, between, seed) =>
        {
            const int Texts = 100;
            var vectors = TextVectors.Of(Dimensions, Vector.RandomRows(Texts, Dimensions, (ulong)seed));
            var answers = new AnsweredLabels();
            var votes = new VectorVotes(vectors, answers, Labels);
            var order = Enumerable.Range(0, Texts).ToArray();
            var lot = new SeededRandom((ulong)seed);
            lot.Shuffle<int>(order);
            for (var i = 0; i < voters; i++)
            {
                answers.Set(order[i], i / 5 % Labels);
                votes.Learn(order[i]);
                if (i % between == 0)
                {
                    votes.Collect(order.AsSpan((int)lot.NextBelow(Texts)..));
                }
            }

            votes.Collect(order);
            for (var text = 0; text < Texts; text++)
            {
                Assert.Equal(Counted(vectors, answers, order[..voters], text), Scores(votes, text));
                Assert.Equal(NearestOf(vectors, order[..voters], text), votes.Nearest(text));
            }
        });

    [Fact]
    public void Votes_are_those_counted_anew_whatever_was_learnt_forgotten_and_added() => Gen.Int[0, 1000].Sample(seed =>
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
        votes.Collect([.. Enumerable.Range(0, 41)]);
        votes.Forget(3);
        Learn(3, 0);
        Learn(40, 2);

        int[] voters = [7, 11, 3, 40];
        for (var text = 0; text < 41; text++)
        {
            Assert.Equal(Counted(vectors, answers, voters, text), Scores(votes, text));
            Assert.Equal(NearestOf(vectors, voters, text), votes.Nearest(text));
        }

        void Learn(int text, int label)
        {
            answers.Set(text, label);
            votes.Learn(text);
        }
    });

    [Fact]
    public void The_place_of_a_text_that_was_taken_back_is_free() => Gen.Int[0, 1000].Sample(seed =>
    {
        var rows = Vector.RandomRows(12, Dimensions, (ulong)seed);
        var answers = new AnsweredLabels();
        var vectors = TextVectors.Of(Dimensions, [.. rows.Take(10)]);
        var votes = new VectorVotes(vectors, answers, Labels);
        answers.Set(4, 2);
        votes.Learn(4);
        foreach (var row in rows.Skip(10))
        {
            vectors.Add(row.Span);
            votes.Add();
            Assert.Equal(Counted(vectors, answers, [4], 10), Scores(votes, 10));
            votes.RemoveLast();
            vectors.RemoveLast();
        }
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
            votes.Learn(text);
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
        var spread = new LabelSpread(new VectorGraph(vectors, On(1)), answers, Labels);
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
        var members = new VectorMembers(vectors, answers, Labels, On(1), isOfStream: false);
        answers.Set(0, 1);
        members.Vote(0);
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

    /// <summary>The same by the definition.</summary>
    private static float[] Counted(TextVectors vectors, AnsweredLabels answers, int[] voters, int text)
    {
        var votes = new float[Labels];
        foreach (var voter in voters)
        {
            if (voter != text && Cosine(vectors, text, voter) is > 0 and var cosine)
            {
                votes[answers.LabelOf(voter)] += MathF.Exp(20 * (cosine - 1));
            }
        }

        var doubt = MathF.Exp(20 * (0.3f - 1));
        var total = votes.Aggregate(doubt, (sum, vote) => sum + vote);
        return Array.ConvertAll(votes, vote => MathF.Log((vote + (doubt / Labels)) / total));
    }

    private static (int Text, float Likeness) NearestOf(TextVectors vectors, int[] voters, int text) =>
        voters.Where(voter => voter != text).Select(voter => (voter, Cosine(vectors, text, voter))).Where(near => near.Item2 > 0)
            .DefaultIfEmpty((-1, 0)).MaxBy(near => near.Item2);

    private static float Cosine(TextVectors vectors, int text, int other) => DotProduct.Of(vectors.Values(text), vectors.Values(other));

    private static ParallelOptions On(int cores) => new() { MaxDegreeOfParallelism = cores };

    private static int[] NearestOf(TextVectors vectors, int text) =>
    [
        .. Enumerable.Range(0, vectors.Count)
            .Where(other => other != text)
            .Select(other => (Other: other, Cosine: Cosine(vectors, text, other)))
            .Where(near => near.Cosine > 0)
            .OrderByDescending(near => near.Cosine)
            .ThenBy(near => near.Other)
            .Take(VectorGraph.Most)
            .Select(near => near.Other),
    ];
}
