using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.StandIn;
using LeadScout.StoreKit;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Limits;
using LeadScout.Teaching.Spending;
using LeadScout.Texts;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LeadScout.Llm.Tests;

/// <summary>Models that think before they answer: the room that they need, what it costs, and what is learnt of it.</summary>
public sealed class ThinkingTests
{
    private static readonly JobId Job = new("0123456789ab");

    [Theory]
    [InlineData("openai:gpt-5-mini")]
    [InlineData("anthropic:claude-sonnet-5-5")]
    [InlineData("ollama:qwen3:8b")]
    [InlineData("azure-openai:gpt-5-mini")]
    [InlineData("openai:some-model")]
    public async Task A_reply_that_thoughts_left_no_room_for_is_asked_for_again_with_more_room_and_not_in_parts(string name)
    {
        await using var server = await ServerAsync(_ => 7_000);
        var store = new InMemoryStore();

        var result = await ServiceOf(TeacherAt(server, name), store).AskAsync(Request("a", "b", "c"), Classroom.Cancellation);

        Assert.All(OutcomesOf(result, "a", "b", "c"), outcome => Assert.True(outcome.IsAnswered, outcome.Failure));
        Assert.Equal([3, 3], server.Calls.Select(call => call.Items.Length));
        Assert.InRange(result.Lessons.ThinkingRoom!.Value, 7_000, 8_192);
        Assert.InRange(result.Lessons.Thinking.Tokens, 6_900, 7_100);
        Assert.Equal(1, result.Lessons.Thinking.Calls);
        Assert.InRange((await store.ThinkingAsync(name, Classroom.Cancellation)).MostTokens, 6_900, 7_100);
    }

    [Fact]
    public async Task What_was_learnt_is_used_from_the_first_call_of_the_next_batch()
    {
        await using var server = await ServerAsync(_ => 7_000);
        var asking = ServiceOf(TeacherAt(server), new InMemoryStore());
        var first = await asking.AskAsync(Request("a", "b"), Classroom.Cancellation);

        await asking.AskAsync(Request("c", "d") with { Lessons = first.Lessons }, Classroom.Cancellation);

        Assert.Equal(3, server.Stats.Calls);
    }

    [Fact]
    public async Task A_batch_that_fits_into_no_room_is_halved_and_one_as_large_is_not_tried_again()
    {
        await using var server = await ServerAsync(texts => 20_000 * texts); // gpt-5-mini gives 128,000 tokens at most
        var asking = ServiceOf(TeacherAt(server), new InMemoryStore());

        var first = await asking.AskAsync(Request("a", "b", "c", "d", "e", "f", "g", "h"), Classroom.Cancellation);
        var before = server.Stats.Calls;
        var second = await asking.AskAsync(
            Request("i", "j", "k", "l", "m", "n", "o", "p") with { Lessons = first.Lessons }, Classroom.Cancellation);

        Assert.All(OutcomesOf(first, "a", "b", "c", "d", "e", "f", "g", "h"), outcome => Assert.True(outcome.IsAnswered, outcome.Failure));
        Assert.All(OutcomesOf(second, "i", "j", "k", "l", "m", "n", "o", "p"), outcome => Assert.True(outcome.IsAnswered, outcome.Failure));
        Assert.Equal(4, first.Lessons.MostTexts);
        Assert.Equal([4, 4], server.Calls.Skip(before).Select(call => call.Items.Length));
    }

    [Fact]
    public async Task The_limit_on_money_holds_while_the_room_grows()
    {
        await using var server = await ServerAsync(_ => 100_000);
        var spending = new SpendingLimit(new Money(30_000_000), Money.Zero); // three cents: 8,192 tokens of output are there, 32,768 are not
        var asking = new AskService(TeacherAt(server), new InMemoryStore(), spending, new AskServiceOptions());

        var result = await asking.AskAsync(Request("a", "b"), Classroom.Cancellation);

        Assert.Equal(AskStopKind.OutOfMoney, result.Stop?.Kind);
        var real = new Price(0.25m, 0.025m, 2.00m).Of(new Usage(server.Stats.InputTokens, 0, server.Stats.OutputTokens));
        Assert.True(real <= new Money(30_000_000), $"{real}");
        Assert.Equal(2, server.Stats.Calls);
    }

    [Fact]
    public async Task Room_that_the_user_states_is_kept_to()
    {
        await using var server = await ServerAsync(_ => 7_000);
        var teacher = TeacherAt(server, with: options => options with { ThinkingTokens = 1_000 });

        var result = await ServiceOf(teacher, new InMemoryStore()).AskAsync(Request("a"), Classroom.Cancellation);

        Assert.Contains("length limit", OutcomesOf(result, "a")[0].Failure, StringComparison.Ordinal);
        Assert.Equal(new ThinkingLine(1_000, 0) { IsStated = true }, teacher.Profile.Thinking);
    }

    [Theory]
    [InlineData("openai:gpt-5-mini", true)]
    [InlineData("openai:o4-mini", true)]
    [InlineData("openai:gpt-4.1-mini", false)]
    [InlineData("anthropic:claude-sonnet-5-5", true)]
    [InlineData("anthropic:claude-haiku-4-5", false)]
    [InlineData("ollama:qwen3:8b", true)]
    [InlineData("ollama:qwen3:4b-instruct", false)]
    [InlineData("ollama:llama3.2", false)]
    [InlineData("openai:deepseek/deepseek-r1:free", true)]
    [InlineData("openai:google/gemini-2.5-flash", true)]
    [InlineData("openai:openai/gpt-oss-120b", true)]
    public void Families_that_think_are_known_by_name(string name, bool thinks) =>
        Assert.Equal(
            thinks,
            Teachers.ProfileOf(name, new TeacherOptions { Url = new Uri("http://127.0.0.1:1/v1") }).Thinking.Of(20) > 0);

    [Fact]
    public async Task An_end_that_calls_itself_ordinary_with_nothing_said_and_all_room_taken_is_an_end_by_length()
    {
        await using var room = await Classroom.Open();
        var teacher = room.Teacher();
        var most = teacher.Profile.Ceiling(Classroom.Ask("CMO")).OutputTokens;
        room.Server.Script(
            $$$"""body {"choices":[{"message":{"content":""},"finish_reason":"stop"}],"usage":{"prompt_tokens":100,"completion_tokens":{{{most}}}}}""");

        Assert.Equal(TeacherFaultKind.CutOff, (await teacher.AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation)).Fault!.Kind);
    }

    [Theory]
    [InlineData("SAFETY", TeacherFaultKind.Refused)]
    [InlineData("PROHIBITED_CONTENT", TeacherFaultKind.Refused)]
    [InlineData("content_filter: BLOCKLIST", TeacherFaultKind.Refused)]
    [InlineData("sensitive", TeacherFaultKind.Refused)]
    [InlineData("guardrail_intervened", TeacherFaultKind.Refused)]
    [InlineData("MAX_TOKENS", TeacherFaultKind.CutOff)]
    [InlineData("model_context_window_exceeded", TeacherFaultKind.CutOff)]
    public async Task Endings_are_understood_whatever_they_are_called(string reason, TeacherFaultKind expected)
    {
        await using var room = await Classroom.Open();
        room.Server.Script(
            $$$"""body {"choices":[{"message":{"content":""},"finish_reason":"{{{reason}}}"}],"usage":{"prompt_tokens":100,"completion_tokens":1}}""");

        Assert.Equal(expected, (await room.AskAsync("openai:gpt-5-mini", "CMO")).Fault!.Kind);
    }

    private static Task<StandInServer> ServerAsync(Func<int, int> thinking) =>
        StandInServer.StartAsync(new StandInOptions { Thinking = thinking });

    private static ITeacher TeacherAt(
        StandInServer server, string name = "openai:gpt-5-mini", Func<TeacherOptions, TeacherOptions>? with = null)
    {
        var options = Provided.Options with { Url = server.Url, Environment = _ => Classroom.Key };
        return Teachers.Create(name, with is null ? options : with(options));
    }

    private static AskService ServiceOf(ITeacher teacher, ICallJournal store) =>
        new(
            teacher,
            store,
            new SpendingLimit(null, Money.Zero),
            new AskServiceOptions { Clock = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) } });

    private static AskRequest Request(params string[] texts) =>
        new(Job, default, [.. texts.Select(text => new PlannedAsk(Classroom.Department, TextKey.Of(text), text))]);

    private static AskOutcome[] OutcomesOf(AskResult result, params string[] texts) => [.. Request(texts).Asks.Select(result.Of)];
}
