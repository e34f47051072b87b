using CsCheck;
using LeadScout.Classifiers;
using LeadScout.Questions;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Classifiers;

public sealed class NaiveBayesTests
{
    private const int Labels = 3;
    private static readonly FeatureTable Table = FeatureTable.Build(["head of sales", "sales clerk", "head of law", "law clerk", "sales"]);
    private static readonly Gen<(int Text, int Label)[]> Answers = Gen.Select(Gen.Int[0, 4], Gen.Int[0, Labels - 1]).Array[0, 12];

    [Fact]
    public void Counts_and_votes_are_those_of_the_answers() => Answers.Sample(answers =>
    {
        var member = Taught(answers);
        for (var f = 0; f < Table.FeatureCount; f++)
        {
            var carrying = answers.Where(a => Table.Rows.Columns(a.Text).Contains(f)).ToArray();
            Assert.Equal(carrying.Length, member.Answers(f));
            for (var l = 0; l < Labels; l++)
            {
                var agreeing = carrying.Count(a => a.Label == l);
                Assert.Equal(agreeing, member.Answers(f, l));
                var vote = carrying.Length == 0 ? 0 : Math.Log((agreeing + (1.0 / Labels)) / (carrying.Length + 1) * Labels);
                Assert.Equal(vote, member.Vote(f, l), 1e-4);
            }
        }
    });

    [Fact]
    public void A_texts_score_for_a_kind_is_the_sum_of_its_features_votes_of_that_kind() => Gen.Select(Answers, Gen.Enum<FeatureKind>()).Sample((answers, kind) =>
    {
        var member = Taught(answers);
        var scores = new float[LabelVector.Padded(Labels)];
        member.Score(0, kind, scores);
        for (var l = 0; l < Labels; l++)
        {
            var expected = 0f;
            for (var k = 0; k < Table.Rows.Columns(0).Length; k++)
            {
                var feature = Table.Rows.Columns(0)[k];
                expected += Table.Kind(feature) == kind ? Table.Rows.Values(0)[k] * member.Vote(feature, l) : 0;
            }

            Assert.Equal(expected, scores[l], 1e-4f);
        }
    });

    [Fact]
    public void An_answer_taken_back_leaves_no_trace() => Gen.Select(Answers, Answers).Sample((kept, taken) =>
    {
        var (member, straight) = (Taught([.. kept, .. taken]), Taught(kept));
        foreach (var (text, label) in taken)
        {
            member.Count(text, label, -1);
        }

        for (var f = 0; f < Table.FeatureCount; f++)
        {
            Assert.Equal(straight.Answers(f), member.Answers(f));
            Assert.Equal(
                Enumerable.Range(0, Labels).Select(l => straight.Answers(f, l)),
                Enumerable.Range(0, Labels).Select(l => member.Answers(f, l)));
            Assert.All(Enumerable.Range(0, Labels), l => Assert.Equal(straight.Vote(f, l), member.Vote(f, l), 1e-5f));
        }
    });

    [Fact]
    public void Support_tells_what_is_unseen_and_what_agrees()
    {
        var member = new NaiveBayes(Table, Labels);
        var untaught = member.Support(0, 1);
        Assert.Equal(1, untaught.UnseenWords, 0.01f);
        Assert.Equal(1, untaught.Unseen, 0.01f);
        Assert.Equal(0, untaught.Agreeing, 0.01f);
        member.Count(0, 1, 1);
        var taught = member.Support(0, 1);
        Assert.Equal(0, taught.UnseenWords, 0.01f);
        Assert.Equal(0, taught.Unseen, 0.01f);
        Assert.Equal(1, taught.Agreeing, 0.01f);
        Assert.Equal(0, member.Support(0, 2).Agreeing, 0.01f);
    }

    private static NaiveBayes Taught((int Text, int Label)[] answers)
    {
        var member = new NaiveBayes(Table, Labels);
        foreach (var (text, label) in answers)
        {
            member.Count(text, label, 1);
        }

        return member;
    }
}
