using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Llm.Tests;

/// <summary>How models say their answer, over HTTP in every format: what is understood, and what no label may come from.</summary>
public sealed class MannerTests
{
    private static readonly string[] Teachers =
        ["openai:gpt-5-mini", "some-model", "anthropic:claude-haiku-5-5", "ollama:qwen3:8b", "azure-openai:my-deployment"];

    public static TheoryData<string, string> Understood => new MatrixTheoryData<string, string>(
        Teachers,
        [
            "says <|channel|>analysis<|message|>DRAFT<|end|><|start|>assistant<|channel|>final<|message|>ANSWER<|return|>",
            "says <think>DRAFT</think>ANSWER",
            "says DRAFT</think>ANSWER",
            "says <think>No end to it. ANSWER",
            "says Certainly!\\n```json\\nANSWER\\n```\\nAnything else?",
            "says LINES",
            "says ARRAY",
            "says QUOTED",
            "says {\"items\":WRAPPED}",
            "says PYTHON",
            "says {\"reasoning\":DRAFT,\"answer\":ANSWER}",
            "thinks It is plain: ANSWER",
            "thinks <think>DRAFT</think>ANSWER",
            "calls ANSWER",
            "calls {\"labels\":ANSWER}",
            "label **LABEL**",
            "label \"LABEL\".",
            "label Label: `LABEL`",
            "label - LABEL",
        ]);

    public static TheoryData<string, string> NotUnderstood => new MatrixTheoryData<string, string>(
        Teachers,
        [
            "mumbles DRAFT\\nOr rather: ANSWER",
            "mumbles <think>DRAFT ... ANSWER",
            "mumbles ```json\\nDRAFT\\n```\\n```json\\nANSWER\\n```",
            "mumbles DRAFT Let me reconsider.",
            "mumbles DRAFT Final: HALF",
            "mumbles <think>DRAFT</think>",
            "muses Maybe DRAFT, maybe not.",
            "muses DRAFT or ANSWER",
            "muses So: HALF",
            "cut DRAFT Let me see: HALF",
            "cut Let me see: DRAFT",
            "cut <think>DRAFT",
        ]);

    [Theory]
    [MemberData(nameof(Understood))]
    public async Task What_is_an_answer_is_read_in_every_format(string teacher, string manner)
    {
        var (reply, room) = await AskAsync(teacher, manner);

        Assert.Null(reply.Fault);
        Assert.Equal([0, 1, 2], reply.Items.Select(item => item.Label));
        Assert.Equal((true, room.OutputTokens), (reply.UsageKnown, reply.Usage.OutputTokens));
    }

    [Theory]
    [MemberData(nameof(NotUnderstood))]
    public async Task What_is_a_draft_is_an_answer_in_no_format(string teacher, string manner)
    {
        var (reply, room) = await AskAsync(teacher, manner);

        Assert.DoesNotContain(reply.Items, item => item.IsAnswered);
        Assert.Equal((true, room.OutputTokens), (reply.UsageKnown, reply.Usage.OutputTokens));
    }

    [Theory]
    [InlineData("openai:gpt-5-mini")]
    [InlineData("azure-openai:my-deployment")]
    public async Task A_reply_that_refuses_has_no_answer_whatever_it_says_besides(string teacher)
    {
        var (reply, _) = await AskAsync(teacher, "denies ANSWER");

        Assert.Equal(TeacherFaultKind.Refused, reply.Fault!.Kind);
        Assert.DoesNotContain(reply.Items, item => item.IsAnswered);
    }

    private static async Task<(Reply Reply, StandIn.Stats Stats)> AskAsync(string teacher, string manner)
    {
        await using var room = await Classroom.Open();
        room.Server.Script(manner);
        return (await room.AskAsync(teacher, "VP Sales EMEA", "CMO", "Hausmeister"), room.Server.Stats);
    }
}
