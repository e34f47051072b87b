using LeadScout.Classifiers;
using Xunit;

namespace LeadScout.Tests.Classifiers;

public sealed class HintMemberTests
{
    private const int Labels = 3;

    [Fact]
    public void A_value_that_is_called_like_a_label_is_trusted_as_far_as_such_values_have_been_right()
    {
        var right = Learned(answer: value => value - 1);
        var wrong = Learned(answer: value => value % Labels);

        // Value 3 itself was never answered.
        Assert.Equal(2, Best(right, text: 40));
        Assert.True(right[2] > MathF.Log(0.6f), $"{right[2]}");
        Assert.True(wrong[2] < MathF.Log(0.6f), $"{wrong[2]}");
    }

    [Fact]
    public void A_value_that_means_something_else_is_learned_by_its_answers()
    {
        var hints = Hints();
        var member = new HintMember(hints, 0, Labels);
        for (var text = 0; text < 20; text++)
        {
            member.Count(text, 1, 1); // whatever it is called like
        }

        var scores = new float[Labels];
        member.Score(30, scores);
        Assert.Equal(1, Best(scores, 30));
    }

    [Fact]
    public void What_is_taken_back_leaves_no_trace()
    {
        var (member, other) = (new HintMember(Hints(), 0, Labels), new HintMember(Hints(), 0, Labels));
        foreach (var text in Enumerable.Range(0, 10))
        {
            member.Count(text, 0, 1);
            other.Count(text, 0, 1);
        }

        member.Count(11, 2, 1);
        member.Count(11, 2, -1);
        other.Count(12, 0, 1);
        other.Count(12, 0, -1);
        var (scores, others) = (new float[Labels], new float[Labels]);
        member.Score(30, scores);
        other.Score(30, others);
        Assert.Equal(others, scores);
    }

    [Fact]
    public void A_text_without_a_hint_has_no_doubt_by_it()
    {
        var hints = Hints();
        hints.Add([]);
        var member = new HintMember(hints, 0, Labels);
        member.Count(0, 0, 1);
        Span<float> signs = [1, 1];
        member.ReadDoubt(41, 0, signs);
        Assert.Equal([0f, 0f], signs.ToArray());
    }

    // Forty texts of value 1 and 2 by turns, and one of value 3.
    private static TextHints Hints()
    {
        var hints = new TextHints([[-1, 0, 1, 2]]);
        for (var text = 0; text < 40; text++)
        {
            hints.Add([1 + (text % 2)]);
        }

        hints.Add([3]);
        return hints;
    }

    private static float[] Learned(Func<int, int> answer)
    {
        var hints = Hints();
        var member = new HintMember(hints, 0, Labels);
        for (var text = 0; text < 40; text++)
        {
            member.Count(text, answer(hints.Value(text, 0)), 1);
        }

        var scores = new float[Labels];
        member.Score(40, scores);
        return scores;
    }

    private static int Best(float[] scores, int text) => Array.IndexOf(scores, scores.Max()) is var best && text >= 0 ? best : -1;
}
