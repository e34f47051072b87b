using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Llm.Tests;

/// <summary>
/// Replies of servers that imitate a provider, through the provider's own library: what can be read is read, and what was counted counts.
/// </summary>
public sealed class LeniencyTests
{
    // Stand in the bodies as PAIRS and COUNTED.
    private const string Pairs = """{\"1\":\"Sales\",\"2\":\"Marketing\"}""";
    private const string Counted = """
        "usage":{"prompt_tokens":70,"completion_tokens":9}
        """;

    public static TheoryData<string> OpenAI =>
    [
        """{"choices":[{"message":{"content":"PAIRS"}}],COUNTED}""",
        """{"id":null,"created":null,"model":7,"object":"x","choices":[{"finish_reason":null,"message":{"role":null,"content":"PAIRS","refusal":""}}],COUNTED}""",
        """{"created":"2026-01-01","choices":[{"index":"0","finish_reason":"eos","message":{"role":"model","content":"PAIRS","annotations":{},"audio":7}}],COUNTED}""",
        """{"choices":[{"message":{"content":[{"type":"thinking","thinking":"hm"},{"type":"output_text","text":"PAIRS"}]}}],COUNTED}""",
        """{"choices":[{"message":{"content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"labels","arguments":"PAIRS"}}]},"finish_reason":"tool_calls"}],COUNTED}""",
        """{"choices":[{"message":{"content":null,"function_call":{"name":"labels","arguments":"PAIRS"}},"finish_reason":"function_call"}],COUNTED}""",
        """{"choices":[{"message":{"content":{"1":"Sales","2":"Marketing"} }}],COUNTED}""",
        """{"choices":[{"text":"PAIRS"}],COUNTED}""",
        """{"choices":[{"delta":{"content":"PAIRS"}}],COUNTED}""",
        """{"choices":[{"message":{"content":"PAIRS"}},{"message":{"content":"PAIRS"}}],COUNTED}""",
        """{"choices":[{"message":{"content":"  ","reasoning":{"content":"So: PAIRS"} }}],COUNTED}""",
        """{"choices":[{"message":{"content":null,"reasoning_content":null,"reasoning":"So: PAIRS"}}],COUNTED}""",
        """{"choices":[{"message":{"content":"I call it.","tool_calls":[{"function":{"name":"labels","arguments":"PAIRS"}}]}}],COUNTED}""",
        """{"choices":[{"message":{"content":null,"tool_calls":[{"function":{"arguments":"{\"1\":\"Sales\"}"}},{"function":{"arguments":{"2":"Marketing"} }}]}}],COUNTED}""",
        """{"choices":[{"message":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"{\"1\":\"Marketing\"}"}]},{"type":"text","text":"PAIRS"}]}}],COUNTED}""",
        """{"choices":[{"message":{"content":[{"type":"reasoning","text":"{\"1\":\"Marketing\"}"},{"type":"text","text":"PAIRS"}]}}],COUNTED}""",
        """{"choices":[{"message":{"content":[{"thought":true,"text":"{\"1\":\"Marketing\"}"},"PAIRS"]}}],COUNTED}""",
        """{"choices":[{"message":{"content":"PAIRS"}},{"message":{"content":"{}"}}],"usage":{"prompt_tokens":"70","completion_tokens":9.0,"total_tokens":null,"prompt_tokens_details":null,"cost":0.1}}""",
    ];

    public static TheoryData<string> Anthropic =>
    [
        """{"content":[{"type":"text","text":"PAIRS"}],"usage":{"input_tokens":70,"output_tokens":9}}""",
        """{"id":7,"type":null,"model":null,"content":"PAIRS","stop_reason":null,"usage":{"input_tokens":"70","output_tokens":9.0,"cache_read_input_tokens":null}}""",
        """{"content":[{"type":"hologram"},{"type":"thinking","thinking":"hm"},{"type":"text","text":"PAIRS","citations":7}],"stop_reason":"because","usage":{"input_tokens":20,"cache_read_input_tokens":50,"output_tokens":9}}""",
        """{"content":[{"type":"redacted_thinking","data":"x"},{"type":"thinking","thinking":"hm","text":"{\"1\":\"Marketing\"}"},{"type":"text","text":"PAIRS"}],"usage":{"input_tokens":70,"output_tokens":9}}""",
        """{"content":[{"type":"text","text":"I call it."},{"type":"tool_use","id":"t","name":"labels","input":{"1":"Sales","2":"Marketing"}}],"stop_reason":"tool_use","usage":{"input_tokens":70,"output_tokens":9}}""",
        """{"content":[{"type":"thinking","thinking":"So: PAIRS","signature":"s"}],"usage":{"input_tokens":70,"output_tokens":9}}""",
        """{"content":[{"type":"tool_use","id":"t","name":"labels","input":{"1":"Sales","2":"Marketing"}}],"stop_reason":"tool_use","usage":{"input_tokens":70,"output_tokens":9}}""",
    ];

    /// <summary>Half of an emoji, as where words were cut in the middle of it, is JSON all the same, and so are its bytes.</summary>
    public static TheoryData<string, string> Halves => new()
    {
        { "some-model", """{"choices":[{"message":{"content":"{\"1\":\"Sales\",\"2\":\"Marketing\",\"note\":\"\ud83d\"}"}}],COUNTED}""" },
        { "some-model", """{"choices":[{"message":{"content":"PAIRS","reasoning_content":"hm \ude00\ud83d"},"finish_reason":"\udc00"}],"\ud83d":1,"model":"\ud83dm",COUNTED}""" },
        { "some-model", """{"choices":[{"\ud800":[],"message":{"\udfff":null,"content":[{"type":"\ud83d","text":"PAIRS"}]}}],COUNTED}""" },
        { "anthropic:claude-haiku-4-5", """{"content":[{"type":"thinking","thinking":"\ud83d"},{"type":"text","text":"PAIRS \ud83d"}],"usage":{"input_tokens":70,"output_tokens":9}}""" },
        { "anthropic:claude-haiku-4-5", """{"\ud83d":{},"content":"PAIRS","stop_reason":"\ud83d","usage":{"\ud83d":1,"input_tokens":70,"output_tokens":9}}""" },
    };

    [Theory]
    [MemberData(nameof(Halves))]
    public Task Half_a_character_costs_no_answer_that_was_paid_for(string teacher, string body) => IsReadAsync(teacher, body, usageKnown: true);

    [Theory]
    [MemberData(nameof(OpenAI))]
    public Task What_imitates_OpenAI_is_read_and_counted(string body) => IsReadAsync("some-model", body, usageKnown: true);

    [Theory]
    [MemberData(nameof(Anthropic))]
    public Task What_imitates_Anthropic_is_read_and_counted(string body) =>
        IsReadAsync("anthropic:claude-haiku-4-5", body, usageKnown: true);

    [Theory]
    [InlineData("some-model", """{"choices":[{"message":{"content":"PAIRS"}}]}""")]
    [InlineData("some-model", """{"choices":[{"message":{"content":"PAIRS"}}],"usage":{"prompt_tokens":-1,"completion_tokens":9} }""")]
    [InlineData("some-model", """{"choices":[{"message":{"content":"PAIRS"}}],"usage":{"prompt_tokens":1e12,"completion_tokens":"many"} }""")]
    [InlineData("anthropic:claude-haiku-4-5", """{"content":[{"type":"text","text":"PAIRS"}]}""")]
    [InlineData("anthropic:claude-haiku-4-5", """{"content":[{"type":"text","text":"PAIRS"}],"usage":{"input_tokens":70} }""")]
    public Task Without_sound_counts_the_answers_stand_and_the_tokens_are_an_estimate(string teacher, string body) =>
        IsReadAsync(teacher, body, usageKnown: false);

    [Theory]
    [InlineData("some-model", """{"choices":[],"usage":{"prompt_tokens":70,"completion_tokens":9}}""")]
    [InlineData("anthropic:claude-haiku-4-5", """{"content":null,"usage":{"input_tokens":70,"output_tokens":9}}""")]
    public async Task A_reply_without_an_answer_still_counts_what_it_says_that_it_cost(string teacher, string body)
    {
        var reply = await ReplyAsync(teacher, body);

        Assert.Equal(TeacherFaultKind.Unreadable, reply.Fault!.Kind);
        Assert.Equal((true, new Usage(70, 0, 9)), (reply.UsageKnown, reply.Usage));
    }

    [Theory]
    [InlineData("some-model", "")]
    [InlineData("some-model", "null")]
    [InlineData("some-model", "[]")]
    [InlineData("some-model", "{}")]
    [InlineData("anthropic:claude-haiku-4-5", "\"ok\"")]
    [InlineData("anthropic:claude-haiku-4-5", "{}")]
    [InlineData("ollama:qwen3:8b", "{}")]
    public async Task What_is_no_reply_at_all_is_unreadable(string teacher, string body) =>
        Assert.Equal(TeacherFaultKind.Unreadable, (await ReplyAsync(teacher, body)).Fault!.Kind);

    [Theory]
    [InlineData("some-model", """{"choices":[{"message":{"content":"PAIRS"}},{"message":{"content":"{\"1\":\"Marketing\",\"2\":\"Sales\"}"}}],COUNTED}""")]
    [InlineData("some-model", """{"choices":[{"message":{"content":"PAIRS Let me"},"finish_reason":"MAX_TOKENS"}],COUNTED}""")]
    [InlineData("some-model", """{"choices":[{"message":{"content":"Done, see above.","reasoning_content":"PAIRS"}}],COUNTED}""")]
    [InlineData("some-model", """{"choices":[{"message":{"content":null,"reasoning_content":"Perhaps PAIRS, perhaps not."}}],COUNTED}""")]
    [InlineData("some-model", """{"choices":[{"message":{"content":[{"type":"thinking","thinking":"It may be PAIRS or not"}]}}],COUNTED}""")]
    [InlineData("anthropic:claude-haiku-4-5", """{"content":[{"type":"text","text":"PAIRS Let me"}],"stop_reason":"model_context_window_exceeded","usage":{"input_tokens":70,"output_tokens":9}}""")]
    [InlineData("anthropic:claude-haiku-4-5", """{"content":[{"type":"thinking","thinking":"PAIRS or not"}],"usage":{"input_tokens":70,"output_tokens":9}}""")]
    public async Task What_is_thought_cut_off_or_contradictory_is_counted_and_no_answer(string teacher, string body)
    {
        var reply = await ReplyAsync(teacher, body);

        Assert.DoesNotContain(reply.Items, item => item.IsAnswered);
        Assert.Equal((true, new Usage(70, 0, 9)), (reply.UsageKnown, reply.Usage));
    }

    private static async Task IsReadAsync(string teacher, string body, bool usageKnown)
    {
        var reply = await ReplyAsync(teacher, body);

        Assert.Null(reply.Fault);
        Assert.Equal([0, 1], reply.Items.Select(item => item.Label));
        Assert.Equal(usageKnown, reply.UsageKnown);
        if (usageKnown)
        {
            Assert.Equal((70, 9), (reply.Usage.InputTokens, reply.Usage.OutputTokens));
        }
    }

    private static async Task<Reply> ReplyAsync(string teacher, string body)
    {
        await using var room = await Classroom.Open();
        room.Server.Script(
            "body " + body.Replace("PAIRS", Pairs, StringComparison.Ordinal).Replace("COUNTED", Counted, StringComparison.Ordinal));
        return await room.AskAsync(teacher, "VP Sales EMEA", "CMO");
    }
}
