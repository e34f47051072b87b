using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Limits;
using LeadScout.Tests.Fakes;
using Xunit;
using static LeadScout.Tests.Teaching.Asking.AskBench;

namespace LeadScout.Tests.Teaching.Asking;

/// <summary>How much a call may hold and how much room it has to think, and what is learnt about both.</summary>
public sealed class AskRoomTests
{
    private const int Room = 700;
    private static readonly AskServiceOptions Proven = new() { Proven = [Samples.Question.Version] };
    private readonly AskBench _bench = new();

    [Fact]
    public async Task A_reply_cut_off_before_it_said_anything_is_given_more_room_and_what_it_needed_is_learnt()
    {
        var teacher = Thinker((_, ask) => ask.ThinkingRoom is null ? FakeTeacher.Broken(ask, TeacherFaultKind.CutOff) : null);

        var result = await _bench.AskAsync(teacher, "a", "b");

        Assert.Equal([(2, null), (2, Room)], Shapes(teacher));
        Assert.True(result.Of(AskAbout("b")).IsAnswered);
        Assert.Equal(new CallLessons(Room), result.Lessons);
    }

    [Fact]
    public async Task A_reply_cut_off_in_the_midst_of_its_answers_had_room_enough_and_the_rest_is_asked_in_halves()
    {
        var teacher = Thinker((n, ask) => n == 1 ? OnlyFirst(ask) with { Fault = new TeacherFault(TeacherFaultKind.CutOff, "x") } : null);

        var result = await _bench.AskAsync(teacher, "a", "b", "c");

        Assert.Equal([(3, null), (1, null), (1, null)], Shapes(teacher));
        Assert.Equal(CallLessons.None, result.Lessons);
    }

    [Fact]
    public async Task A_lone_text_cut_off_with_all_the_room_there_is_would_be_cut_off_again()
    {
        var teacher = Thinker((_, ask) => FakeTeacher.Broken(ask, TeacherFaultKind.CutOff));

        var result = await _bench.AskAsync(teacher, Request("a"), Proven);

        Assert.Equal([(1, null), (1, Room)], Shapes(teacher));
        Assert.Equal((null, "The teacher is CutOff."), (result.Stop, result.Of(AskAbout("a")).Failure));
        Assert.Equal(CallLessons.None, result.Lessons);
    }

    [Fact]
    public async Task A_reply_cut_off_before_there_was_more_room_is_no_try()
    {
        var teacher = Thinker((n, ask) => n == 1 ? FakeTeacher.Broken(ask, TeacherFaultKind.CutOff) : null);

        var result = await _bench.AskAsync(teacher, Request("a"), new AskServiceOptions { Retry = new RetryPolicy { TriesPerText = 1 } });

        Assert.Equal([(1, null), (1, Room)], Shapes(teacher));
        Assert.True(result.Of(AskAbout("a")).IsAnswered);
    }

    [Fact]
    public async Task What_is_cut_off_with_all_the_room_there_is_holds_too_many_texts()
    {
        var teacher = Thinker((_, ask) => ask.Texts.Length > 2 || ask.ThinkingRoom is null ? FakeTeacher.Broken(ask, TeacherFaultKind.CutOff) : null);

        var result = await _bench.AskAsync(teacher, "a", "b", "c", "d");

        Assert.Equal([(4, null), (4, Room), (2, Room), (2, Room)], Shapes(teacher));
        Assert.Equal(new CallLessons(Room, 2), result.Lessons);
    }

    [Theory]
    [InlineData(TeacherFaultKind.TooLong, 3, 2)]
    [InlineData(TeacherFaultKind.TooLong, 2, 1)]
    [InlineData(TeacherFaultKind.TooLong, 1, null)]
    [InlineData(TeacherFaultKind.CutOff, 3, 2)]
    [InlineData(TeacherFaultKind.Refused, 3, null)]
    public async Task How_many_texts_are_too_many_is_learnt_from_what_several_were_too_long_for(TeacherFaultKind kind, int texts, int? most)
    {
        var teacher = new FakeTeacher(_ => "Sales") { Mishap = (n, ask) => n == 1 ? FakeTeacher.Broken(ask, kind) : null };

        var result = await _bench.AskAsync(teacher, [.. Samples.Titles(texts)]);

        Assert.Equal(new CallLessons(MostTexts: most), result.Lessons);
    }

    [Fact]
    public async Task Lessons_from_before_hold_from_the_first_call_on()
    {
        var teacher = new FakeTeacher(_ => "Sales");

        await _bench.AskAsync(teacher, Request("a", "b", "c", "d") with { Lessons = new CallLessons(Room, 2) });

        Assert.Equal([(2, Room), (2, Room)], Shapes(teacher));
    }

    [Theory]
    [InlineData(TeacherFaultKind.CutOff)]
    [InlineData(TeacherFaultKind.Refused)]
    public async Task The_halves_of_what_was_too_much_keep_its_room(TeacherFaultKind kind)
    {
        var teacher = new FakeTeacher(_ => "Sales") { Mishap = (n, ask) => n == 1 ? FakeTeacher.Broken(ask, kind) : null };

        await _bench.AskAsync(teacher, Request("a", "b") with { Lessons = new CallLessons(Room) });

        Assert.Equal([(2, Room), (1, Room), (1, Room)], Shapes(teacher));
    }

    [Theory]
    [InlineData(TeacherFaultKind.Unreadable, 1)]
    [InlineData(TeacherFaultKind.TimedOut, 1)]
    [InlineData(TeacherFaultKind.Unavailable, 2)]
    [InlineData(TeacherFaultKind.Loading, 2)]
    [InlineData(TeacherFaultKind.RateLimited, 2)]
    [InlineData(TeacherFaultKind.Renegotiated, 2)]
    [InlineData(TeacherFaultKind.TalkedRound, 1)]
    public async Task What_may_have_been_too_much_is_asked_again_in_halves_and_the_rest_as_it_was(TeacherFaultKind kind, int texts)
    {
        var teacher = new FakeTeacher(_ => "Sales") { Mishap = (n, ask) => n == 1 ? FakeTeacher.Broken(ask, kind) : null };

        await _bench.AskAsync(teacher, Request("a", "b") with { Lessons = new CallLessons(Room) });

        Assert.Equal([(2, Room), .. Enumerable.Repeat((texts, (int?)Room), 2 / texts)], Shapes(teacher));
    }

    [Theory]
    [InlineData(TeacherFaultKind.TooLong)]
    [InlineData(TeacherFaultKind.BadRequest)]
    public async Task Where_the_room_itself_may_be_what_is_refused_the_halves_go_without(TeacherFaultKind kind)
    {
        var teacher = new FakeTeacher(_ => "Sales") { Mishap = (_, ask) => ask.ThinkingRoom is not null ? FakeTeacher.Broken(ask, kind) : null };

        var result = await _bench.AskAsync(teacher, Request("a", "b") with { Lessons = new CallLessons(Room) }, Proven);

        Assert.Equal([(2, Room), (1, null), (1, null)], Shapes(teacher));
        Assert.True(result.Of(AskAbout("b")).IsAnswered);
        Assert.Null(result.Lessons.ThinkingRoom); // nobody needed it
    }

    [Fact]
    public async Task What_is_missing_beside_answers_is_asked_again_together()
    {
        var teacher = new FakeTeacher(_ => "Sales") { Mishap = (n, ask) => n == 1 ? OnlyFirst(ask) : null };

        await _bench.AskAsync(teacher, Request("a", "b", "c") with { Lessons = new CallLessons(Room) });

        Assert.Equal([(3, Room), (2, Room)], Shapes(teacher));
    }

    [Fact]
    public async Task What_thinking_took_is_learnt_from_replies_of_use()
    {
        FakeTeacher? teacher = null;
        teacher = new FakeTeacher(_ => "Sales")
        {
            Mishap = (n, ask) => n switch
            {
                1 => FakeTeacher.Broken(ask, TeacherFaultKind.Refused) with { ThinkingTokens = 1000 },
                2 => teacher!.Answer(ask) with { ThinkingTokens = 70 },
                _ => null,
            },
        };

        var result = await _bench.AskAsync(teacher, "a", "b", "c", "d");

        Assert.Equal([4, 2, 2], teacher.Asks.Select(ask => ask.Texts.Length));
        Assert.Equal(ThinkingRecord.Of(2, 70), result.Lessons.Thinking);
        Assert.Equal(ThinkingRecord.Of(2, 70), await _bench.Store.ThinkingAsync(teacher.Name, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_call_counts_for_all_tokens_that_it_may_take_until_it_ends()
    {
        var hold = new TaskCompletionSource();
        var teacher = new FakeTeacher(_ => "Sales") { Delay = n => n == 1 ? hold.Task : Task.CompletedTask };
        var service = _bench.ServiceOf(teacher, new AskServiceOptions { Limits = new RateLimits(TokensPerMinute: 239) }); // each may take 110 and 10
        var first = service.AskAsync(Request("a"), TestContext.Current.CancellationToken);
        var second = service.AskAsync(Request("b"), TestContext.Current.CancellationToken);
        Assert.Single(teacher.Asks);

        hold.SetResult();

        Assert.True((await first).Of(AskAbout("a")).IsAnswered);
        Assert.True((await _bench.EndOfAsync(second)).Of(AskAbout("b")).IsAnswered);
    }

    private static FakeTeacher Thinker(Func<int, Ask, Reply?> mishap) => new(_ => "Sales")
    {
        Roomier = ask => ask.ThinkingRoom is null ? ask with { ThinkingRoom = Room } : null,
        Mishap = mishap,
    };

    private static Reply OnlyFirst(Ask ask) =>
        new() { Items = [AskOutcome.Answered(0), .. ask.Texts.Skip(1).Select(_ => AskOutcome.Failed("missing"))] };
}
