using LeadScout.Questions;
using LeadScout.Teaching.Asking;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Teaching.Asking;

/// <summary>How a request is parted into calls, written as texts with their questions: "a+b" is one call about both.</summary>
public sealed class CallPartTests
{
    private static readonly Question Level = new("level", "Which level?", Samples.Question.Text, [new Label("High"), new Label("Low")]);

    [Fact]
    public void Texts_with_the_same_questions_share_a_call_and_others_do_not()
    {
        PlannedAsk[] asks = [Of("a"), Of("b"), Of("b", Level), Of("c"), Of("d", Level), Of("e"), Of("e", Level)];

        Assert.Equal(["a+c/1", "b+e/2", "d/1"], CallPart.Of(asks).Select(Said));
    }

    [Theory]
    [InlineData("a b c d", "a+b/1 c+d/1")]
    [InlineData("a b c", "a/1 b+c/1")]
    [InlineData("a*", "a/1 a/1")]
    [InlineData("a* b*", "a/2 b/2")]
    public void Half_of_it_is_half_of_its_texts_or_half_of_the_questions_about_a_lone_one(string texts, string halves) =>
        Assert.Equal(halves, string.Join(' ', PartOf(texts).Halves().Select(Said)));

    [Theory]
    [InlineData("a b c", 0, "a+b+c/1")]
    [InlineData("a b c", 1, "a/1 b+c/1")]
    [InlineData("a b c", 3, "a/1 b/1 c/1")]
    [InlineData("a* b* c*", 2, "a/2 b/2 c/2")]
    [InlineData("a* b* c* d*", 1, "a/2 b+c+d/2")]
    public void The_first_texts_go_alone_with_all_their_questions_and_the_others_together(string texts, int alone, string parts) =>
        Assert.Equal(parts, string.Join(' ', PartOf(texts).FirstAlone(alone).Select(Said)));

    [Theory]
    [InlineData("a b c d", int.MaxValue, 4, "a+b+c+d/1")]
    [InlineData("a b c d", int.MaxValue, 3, "a+b/1 c+d/1")]
    [InlineData("a b c d", int.MaxValue, 1, "a/1 b/1 c/1 d/1")]
    [InlineData("a b c d", 3, 4, "a+b/1 c+d/1")]
    [InlineData("a b c d", 4, 4, "a+b+c+d/1")]
    [InlineData("a*", int.MaxValue, 1, "a/1 a/1")]
    [InlineData("a", int.MaxValue, 0, "a/1")]
    public void It_is_divided_until_each_part_fits_and_what_is_asked_by_itself_is_not(string texts, int mostTexts, int mostCharacters, string parts)
    {
        var teacher = new FakeTeacher(_ => "Sales") { MostCharacters = mostCharacters };

        Assert.Equal(parts, string.Join(' ', PartOf(texts).Fitting(teacher, mostTexts).Select(Said)));
    }

    [Fact]
    public void Room_to_think_is_the_calls_and_changes_nothing_else()
    {
        var part = PartOf("a b");

        Assert.Equal((700, part.Asks), (part.WithRoom(700).Ask.ThinkingRoom, part.WithRoom(700).Asks));
        Assert.Null(part.WithRoom(700).WithRoom(null).Ask.ThinkingRoom);
    }

    /// <summary>One part; a text with an asterisk is asked two questions.</summary>
    private static CallPart PartOf(string texts) => Assert.Single(CallPart.Of(texts.Split(' ').SelectMany(
        text => text.EndsWith('*') ? [Of(text[..^1]), Of(text[..^1], Level)] : new[] { Of(text) })));

    private static PlannedAsk Of(string text, Question? question = null) => new(question ?? Samples.Question, TextKey.Of(text), text);

    private static string Said(CallPart part)
    {
        Assert.Equal(part.Ask.Texts, part.Texts.Select(ask => ask.Text));
        Assert.Equal(
            part.Ask.Texts.SelectMany(text => part.Ask.Questions, (text, question) => (text, question)), part.Asks.Select(ask => (ask.Text, ask.Question)));
        return $"{string.Join('+', part.Ask.Texts)}/{part.Ask.Questions.Length}";
    }
}
