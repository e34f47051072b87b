using LeadScout.Questions;
using LeadScout.StandIn.Picky;
using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Llm.Tests;

public sealed class FlexTierTests
{
    private const string NoRoom =
        """{"error":{"message":"Resource Unavailable","type":"resource_unavailable","code":"resource_unavailable"}}""";

    private const string Served =
        """body {"service_tier":"flex","choices":[{"index":0,"message":{"role":"assistant","content":"{\"1\":\"Marketing\"}"},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":5}}""";

    [Theory]
    [InlineData("openai:gpt-5-mini")]
    [InlineData("azure-openai:mine")]
    public async Task The_tier_is_asked_for_with_each_call(string teacher)
    {
        await using var room = await Classroom.Open();
        room.Server.Script(Served);

        Assert.Null((await Flex(room, teacher).AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation)).Fault);

        Assert.Equal("flex", room.LastBody().GetProperty("service_tier").GetString());
        Assert.Empty(room.Notices);
    }

    [Fact]
    public async Task It_costs_what_the_table_says_as_long_as_replies_say_that_it_was_served()
    {
        await using var room = await Classroom.Open();
        room.Server.Script(Served, "ok");
        var (flex, standard) = (Flex(room, "openai:gpt-5.6-luna"), room.Teacher("openai:gpt-5.6-luna").Profile.Price!);

        await flex.AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation);
        Assert.Equal(
            (standard.Input / 2, standard.CachedInput / 2, standard.Output / 2),
            (flex.Profile.Price!.Input, flex.Profile.Price.CachedInput, flex.Profile.Price.Output));

        await flex.AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation);
        Assert.Equal(standard, flex.Profile.Price);
        Assert.Contains("counted at the standard price", Assert.Single(room.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_room_is_waited_for()
    {
        await using var room = await Classroom.Open(rejects: body => PickyServer.Has(body, "service_tier") ? new(429, NoRoom) : null);

        var reply = await Flex(room).AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation);

        Assert.Equal((TeacherFaultKind.RateLimited, true), (reply.Fault!.Kind, reply.UsageKnown));
        Assert.Empty(room.Notices);
    }

    [Theory]
    [InlineData(429, NoRoom)]
    [InlineData(400, """{"error":{"message":"Invalid service_tier argument","type":"invalid_request_error","param":"service_tier"}}""")]
    public async Task Only_who_says_so_falls_back_and_is_counted_at_the_standard_price(int status, string words)
    {
        await using var room = await Classroom.Open(rejects: body => PickyServer.Has(body, "service_tier") ? new(status, words) : null);
        var teacher = Flex(room, fallback: true);

        Assert.Equal(room.Teacher().Profile.Price, teacher.Profile.Price);
        Assert.Equal(TeacherFaultKind.Renegotiated, (await teacher.AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation)).Fault!.Kind);
        Assert.Null((await teacher.AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation)).Fault);
        Assert.False(room.LastBody().TryGetProperty("service_tier", out _));
        Assert.Single(room.Notices);
    }

    [Theory]
    [InlineData("anthropic:claude-haiku-4-5")]
    [InlineData("ollama:qwen3:8b")]
    public async Task A_provider_without_the_tier_is_refused_before_the_first_call(string teacher)
    {
        await using var room = await Classroom.Open();

        Assert.Contains("Tier", Assert.Throws<BadInputException>(() => Flex(room, teacher)).Message, StringComparison.Ordinal);
    }

    private static ITeacher Flex(Classroom room, string teacher = "openai:gpt-5-mini", bool fallback = false) =>
        room.Teacher(teacher, options => options with { Tier = ServiceTier.Flex, TierFallback = fallback });
}
