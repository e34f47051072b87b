using System.Collections.Immutable;
using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Calls;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;
using static LeadScout.Tests.Teaching.Asking.AskBench;

namespace LeadScout.Tests.Teaching.Asking;

/// <summary>Calls that are guarded by texts with known answers.</summary>
public sealed class AskCanaryTests
{
    private readonly AskBench _bench = new();

    [Fact]
    public async Task What_was_answered_alone_guards_the_calls_that_follow()
    {
        var teacher = new FakeTeacher(text => text == "a" ? "Other" : "Sales");

        var result = await _bench.AskAsync(teacher, Guarded([], "a", "b", "c", "d"));

        Assert.Equal([1, 1, 3], teacher.Asks.Select(ask => ask.Texts.Length));
        Assert.Contains(teacher.Asks[2].Texts.Single(text => text is not ("c" or "d")), (string[])["a", "b"]);
        Assert.Equal([2, 0, 0, 0], "abcd".Select(text => result.Of(AskAbout($"{text}")).Label));
        Assert.Empty(result.NoCanaries);
    }

    [Fact]
    public async Task Where_none_is_known_each_text_is_asked_alone_with_its_room()
    {
        var teacher = new FakeTeacher(text => text is "a" or "b" ? null : "Sales");

        await _bench.AskAsync(teacher, Guarded([], "a", "b", "c", "d") with { Lessons = new CallLessons(700) });

        Assert.All(teacher.Asks, ask => Assert.Single(ask.Texts));
        Assert.Equal(["a", "b", "c", "d"], teacher.AskedTexts.Distinct());
        Assert.All(teacher.Asks.Where(ask => ask.Texts[0] is "c" or "d"), ask => Assert.Equal(700, ask.ThinkingRoom));
    }

    [Fact]
    public async Task A_canary_that_gets_another_answer_throws_the_reply_away_and_each_text_is_asked_alone()
    {
        var teacher = new FakeTeacher(_ => "Sales");

        var result = await _bench.AskAsync(teacher, Guarded([CanaryOf("known", 1)], "a", "b"));

        Assert.Equal([3, 1, 1], teacher.Asks.Select(ask => ask.Texts.Length));
        Assert.Equal([TextKey.Of("known"), TextKey.Of("a"), TextKey.Of("b")], result.NoCanaries);
        Assert.Equal((1, 3, 0), (result.FailedCalls, result.Calls, result.Of(AskAbout("b")).Label));
        var lines = await _bench.CallsAsync();
        Assert.Equal([(CallState.Failed, CanaryFault.Message), (CallState.Answered, null), (CallState.Answered, null)], lines.Select(line => (line.State, line.Fault)));
        Assert.Equal([2, 1, 1], lines.Select(line => line.Intent.Texts.Length)); // the canary is nobody's text
    }

    [Fact]
    public async Task A_call_that_does_not_hold_its_canary_too_is_divided_with_its_room()
    {
        var teacher = new FakeTeacher(_ => "Sales") { MostCharacters = 4 };

        await _bench.AskAsync(teacher, Guarded([CanaryOf("c", 0)], "a1", "b1") with { Lessons = new CallLessons(700) });

        Assert.Equal([(1, 700), (1, 700)], Shapes(teacher));
    }

    [Fact]
    public async Task A_call_that_just_holds_its_canary_is_not()
    {
        var teacher = new FakeTeacher(_ => "Sales") { MostCharacters = 5 };

        await _bench.AskAsync(teacher, Guarded([CanaryOf("c", 0)], "a1", "b1"));

        Assert.Equal([(3, null)], Shapes(teacher));
    }

    [Fact]
    public async Task A_lone_text_is_asked_however_long_it_is()
    {
        var teacher = new FakeTeacher(_ => "Sales") { MostCharacters = 1 };

        var result = await _bench.AskAsync(teacher, Guarded([CanaryOf("c", 0)], "long"));

        Assert.Equal([(1, null)], Shapes(teacher));
        Assert.True(result.Of(AskAbout("long")).IsAnswered);
    }

    private static AskRequest Guarded(ImmutableArray<Canary> known, params string[] texts) =>
        Request(texts) with { Canaries = new Canaries(1, known, 1) };

    private static Canary CanaryOf(string text, int label) =>
        new(TextKey.Of(text), text, new Dictionary<QuestionVersion, int> { [Samples.Question.Version] = label });
}
