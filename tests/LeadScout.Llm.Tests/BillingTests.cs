using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Llm.Tests;

/// <summary>What of a call is measured, possibly billed or not billed, over real HTTP.</summary>
public sealed class BillingTests
{
    public static TheoryData<string, string, TeacherFaultKind, Billing> ToldInASuccess => new()
    {
        { "some-model", """{"choices":null,"error":{"message":"slow down","code":429}}""", TeacherFaultKind.RateLimited, Billing.NotBilled },
        { "some-model", """{"choices":null,"error":{"message":"no","code":"401"}}""", TeacherFaultKind.KeyRefused, Billing.NotBilled },
        { "some-model", """{"choices":[],"error":{"message":"provider is down","code":503}}""", TeacherFaultKind.Unavailable, Billing.PossiblyBilled },
        { "some-model", """{"error":{"message":"mind the pace","type":"rate_limit_error"}}""", TeacherFaultKind.RateLimited, Billing.NotBilled },
        { "some-model", """{"error":{"message":"hmm","status":"RESOURCE_EXHAUSTED"}}""", TeacherFaultKind.RateLimited, Billing.NotBilled },
        { "some-model", """{"error":{"message":"hmm","status":"UNAVAILABLE"}}""", TeacherFaultKind.Unavailable, Billing.PossiblyBilled },
        { "some-model", """{"choices":[{"message":{"content":"{\"1\":"},"finish_reason":"error","error":{"code":429,"message":"hmm"}}]}""", TeacherFaultKind.RateLimited, Billing.PossiblyBilled },
        { "some-model", """{"choices":[{"message":{"content":"{\"1\":"},"finish_reason":"error"}]}""", TeacherFaultKind.Unavailable, Billing.PossiblyBilled },
        { "some-model", """{"choices":[{"message":{"content":""},"finish_reason":"error","error":{"code":502}}],"usage":{"prompt_tokens":70,"completion_tokens":9}}""", TeacherFaultKind.Unavailable, Billing.PossiblyBilled },
        { "azure-openai:gpt-5-mini", """{"choices":null,"error":{"message":"no such model","code":404}}""", TeacherFaultKind.NotFound, Billing.NotBilled },
        { "anthropic:claude-haiku-4-5", """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", TeacherFaultKind.Unavailable, Billing.PossiblyBilled },
        { "anthropic:claude-haiku-4-5", """{"type":"error","error":{"type":"authentication_error","message":"no"}}""", TeacherFaultKind.KeyRefused, Billing.NotBilled },
        { "anthropic:claude-haiku-4-5", """{"type":"error","error":{"type":"rate_limit_error","message":"hmm"}}""", TeacherFaultKind.RateLimited, Billing.NotBilled },
        { "ollama:qwen3:8b", """{"error":"model 'qwen3:8b' not found, try pulling it first"}""", TeacherFaultKind.NotFound, Billing.NotBilled },
        { "ollama:qwen3:8b", """{"error":"llama runner process has terminated"}""", TeacherFaultKind.Unavailable, Billing.PossiblyBilled },
    };

    [Theory]
    [MemberData(nameof(ToldInASuccess))]
    public async Task An_error_told_inside_a_success_is_the_fault_that_it_names_and_billed_only_perhaps_if_work_had_begun(
        string teacher, string body, TeacherFaultKind kind, Billing billing)
    {
        var (reply, ceiling) = await ReplyAsync(teacher, body);

        Assert.Equal((kind, billing), (reply.Fault?.Kind, reply.Billing));
        Assert.Equal(billing == Billing.NotBilled ? default : ceiling, reply.Usage);
    }

    [Theory]
    [InlineData("""{"prompt_tokens":70,"completion_tokens":9,"total_tokens":79}""", 70, 9)]
    [InlineData("""{"prompt_tokens":"70","completion_tokens":"9","total_tokens":"79"}""", 70, 9)]
    [InlineData("""{"prompt_tokens":70,"completion_tokens":9,"total_tokens":379}""", 70, 309)] // thoughts beside
    [InlineData("""{"prompt_tokens":70,"completion_tokens":9,"total_tokens":79,"completion_tokens_details":{"reasoning_tokens":300}}""", 70, 309)]
    [InlineData("""{"prompt_tokens":70,"completion_tokens":309,"total_tokens":379,"completion_tokens_details":{"reasoning_tokens":300}}""", 70, 309)] // thoughts inside
    [InlineData("""{"prompt_tokens":70,"completion_tokens":309,"completion_tokens_details":{"reasoning_tokens":300}}""", 70, 609)] // nobody can tell
    [InlineData("""{"prompt_tokens":70,"completion_tokens":9,"total_tokens":20}""", 70, 9)]
    [InlineData("""{"prompt_tokens":70,"total_tokens":79}""", 70, 9)]
    [InlineData("""{"completion_tokens":9,"total_tokens":79}""", 70, 9)]
    [InlineData("""{"input_tokens":70,"output_tokens":9}""", 70, 9)]
    [InlineData("""{"promptTokenCount":70,"candidatesTokenCount":9,"thoughtsTokenCount":300,"totalTokenCount":379}""", 70, 309)]
    [InlineData("""{"prompt_tokens":70,"completion_tokens":9,"total_tokens":79,"prompt_tokens_details":{"cached_tokens":500}}""", 570, 9)]
    public async Task Counts_are_read_so_that_they_bill_no_less_than_they_can_mean(string usage, long input, long output)
    {
        var (reply, _) = await ReplyAsync(
            "some-model", $$"""{"choices":[{"message":{"content":"{\"1\":\"Marketing\"}"},"finish_reason":"stop"}],"usage":{{usage}} }""");

        Assert.Equal(Billing.Measured, reply.Billing);
        Assert.Equal((input, 0, output), (reply.Usage.InputTokens, reply.Usage.CachedInputTokens, reply.Usage.OutputTokens));
    }

    [Theory]
    [InlineData("""{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}""")]
    [InlineData("""{"prompt_tokens":70,"completion_tokens":0,"total_tokens":70}""")]
    [InlineData("""{"prompt_tokens":0,"completion_tokens":9}""")]
    [InlineData("""{"prompt_tokens":70,"completion_tokens":-9}""")]
    [InlineData("""{"prompt_tokens":-70,"completion_tokens":9}""")]
    [InlineData("""{"prompt_tokens":70,"completion_tokens":9,"total_tokens":-79}""")]
    [InlineData("""{"prompt_tokens":70,"completion_tokens":2000000000}""")]
    [InlineData("""{"prompt_tokens":7e40,"completion_tokens":9}""")]
    [InlineData("""{"prompt_tokens":70}""")]
    [InlineData("""{"total_tokens":79}""")]
    [InlineData("""{"prompt_tokens":1,"completion_tokens":9}""")] // the instructions alone are longer
    [InlineData("null")]
    [InlineData("[]")]
    public async Task Counts_that_can_not_be_true_leave_the_answer_standing_and_possibly_billed(string usage)
    {
        var (reply, _) = await ReplyAsync(
            "some-model", $$"""{"choices":[{"message":{"content":"{\"1\":\"Marketing\"}"},"finish_reason":"stop"}],"usage":{{usage}} }""");

        Assert.True(reply.Items[0].IsAnswered);
        Assert.Equal(Billing.PossiblyBilled, reply.Billing);
    }

    [Fact]
    public async Task Nothing_is_billed_where_no_connection_came_about()
    {
        await using var room = await Classroom.Open();
        var nobody = new Uri("http://127.0.0.1:1");
        var unknown = new Uri("http://no-such-host.invalid");
        var plain = new UriBuilder(room.Server.Url) { Scheme = "https" }.Uri; // no TLS there
        foreach (var url in new[] { nobody, unknown, plain })
        {
            var reply = await room.Teacher(with: options => options with { Url = url })
                .AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation);

            Assert.Equal((false, Billing.NotBilled), (reply.Fault is null, reply.Billing));
        }
    }

    private static async Task<(Reply Reply, Usage Ceiling)> ReplyAsync(string teacher, string body)
    {
        await using var room = await Classroom.Open();
        room.Server.Script("body " + body);
        var asked = room.Teacher(teacher);
        return (await asked.AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation), asked.Profile.Ceiling(Classroom.Ask("CMO")));
    }
}
