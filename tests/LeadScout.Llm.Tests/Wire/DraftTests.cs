using LeadScout.Answers;
using LeadScout.Llm.Wire;
using LeadScout.Questions;
using Xunit;

namespace LeadScout.Llm.Tests.Wire;

/// <summary>
/// What models say before, around and after their answer. ANSWER gives Sales and Marketing, DRAFT the other way round, SAME what the answer
/// gives.
/// </summary>
public sealed class DraftTests
{
    private const string Answer = """{"1":"Sales","2":"Marketing"}""";
    private const string Draft = """{"1":"Marketing","2":"Sales"}""";

    private static readonly LabelMatcher Labels = new(Classroom.Department);

    [Theory]
    [InlineData("<think>DRAFT</think>ANSWER")]
    [InlineData("DRAFT</think>\n\nANSWER")]
    [InlineData("<think>\n\n</think>\n\nANSWER")]
    [InlineData("<THINK>It may be DRAFT.</THINK> ANSWER")]
    [InlineData("<think>a {\"1\": \"Mar</think>ANSWER")]
    [InlineData("<think>a <think> DRAFT </think> b DRAFT </think>ANSWER")]
    [InlineData("<thinking type=\"deep\">DRAFT</thinking>ANSWER")]
    [InlineData("[THINK]DRAFT[/THINK]ANSWER")]
    [InlineData("<reasoning>DRAFT</reasoning>\n```json\nANSWER\n```")]
    [InlineData("<scratchpad>DRAFT</scratchpad><answer>ANSWER</answer>")]
    [InlineData("<thought>DRAFT <answer>ANSWER</answer>")]
    [InlineData("<think>DRAFT and no end <final_answer>\nANSWER\n</final_answer>")]
    [InlineData("◁think▷DRAFT◁/think▷ANSWER")]
    [InlineData("<|begin_of_thought|>DRAFT<|end_of_thought|><|begin_of_solution|>ANSWER<|end_of_solution|>")]
    [InlineData("<|START_THINKING|>DRAFT<|END_THINKING|><|START_RESPONSE|>ANSWER<|END_RESPONSE|>")]
    [InlineData("<unused94>thought\nDRAFT<unused95>ANSWER")]
    [InlineData("<seed:think>DRAFT</seed:think>ANSWER")]
    [InlineData("Here is my thought process: DRAFT\n\nHere is my response: ANSWER")]
    [InlineData("<|channel|>analysis<|message|>DRAFT<|end|><|start|>assistant<|channel|>final<|message|>ANSWER<|return|>")]
    [InlineData("<|channel|>analysis<|message|>DRAFT<|end|>...final<|message|>ANSWER")]
    [InlineData("<|channel|>analysis<|message|>DRAFT <|channel|>final <|constrain|>json<|message|>ANSWER")]
    [InlineData("<|channel|>analysis<|message|>DRAFT<|end|><|start|>assistant<|channel|>commentary to=functions.labels <|constrain|>json<|message|>ANSWER<|call|>")]
    [InlineData("<|channel|>analysis<|message|>DRAFT<|end|><|start|>assistant to=functions.labels<|channel|>commentary<|message|>ANSWER<|call|>")]
    [InlineData("<|channel>thought\nDRAFT<channel|>ANSWER")]
    [InlineData("analysisWe need labels: DRAFT.assistantfinalANSWER")]
    [InlineData("""{"reasoning":{"1":"Marketing"},"answer":ANSWER}""")]
    [InlineData("""{"thoughts":"maybe DRAFT"} ANSWER""")]
    public void A_thought_that_is_marked_off_is_no_answer_and_speaks_against_none(string reply) => Reads(reply, 0, 1);

    [Theory]
    [InlineData("DRAFT ANSWER")]
    [InlineData("DRAFT\nANSWER")]
    [InlineData("A first draft: DRAFT. Let me reconsider. ANSWER")]
    [InlineData("```json\nDRAFT\n```\nOn reflection:\n```json\nANSWER\n```")]
    [InlineData("<think>DRAFT ... ANSWER")]
    [InlineData("<|channel|>analysis<|message|>DRAFT or rather ANSWER")]
    [InlineData("[DRAFT,ANSWER]")]
    [InlineData("""{"first":DRAFT,"second":ANSWER}""")]
    [InlineData("""{"1":"Sales","2":"Marketing","before":DRAFT}""")]
    [InlineData("<answer>DRAFT</answer> or <answer>ANSWER</answer>")]
    [InlineData("DRAFT <think>no</think> ANSWER")]
    [InlineData("""{"1":"Marketing","1":"Sales","2":"Sales","2":"Marketing"}""")]
    [InlineData("""{"1":"nobody knows","1":"Sales","2":"Marketing","2":7}""")]
    [InlineData("""{"1":"Marketing"}{"2":"Sales"}{"1":"Sales"}{"2":"Marketing"}""")]
    [InlineData("""[{"id":1,"label":"Sales"},{"id":2,"label":"Sales"},{"id":2,"label":"Marketing"},{"id":1,"label":"Marketing"}]""")]
    [InlineData("{\"items\":[DRAFT]} and then {\"answers\":{\"x\":ANSWER}}")]
    public void Two_answers_that_disagree_are_none(string reply) => Reads(reply, -1, -1);

    [Theory]
    [InlineData("""DRAFT {"1":"Sales","2":"Mar""")]
    [InlineData("""ANSWER Let me check. {"1":"Sales","2":"Mar""")]
    [InlineData("ANSWER\n{\"1\":\"Sales\"")]
    [InlineData("ANSWER\n{\"1")]
    [InlineData("ANSWER\n{")]
    [InlineData("ANSWER\n[")]
    [InlineData("ANSWER\n[{\"id\":1")]
    [InlineData("ANSWER Final answer: {\"answers\":{\"1\":\"Sales\"")]
    [InlineData("""ANSWER so: {"1":"Sales" "2":"Marketing"}""")]
    [InlineData("""ANSWER so: {"items":ANSWER, "note":""")]
    [InlineData("""Let me see. {"1":"Sales","2":"Mar""")]
    [InlineData("""Let me see. {"items":ANSWER,"n""")]
    [InlineData("""<think>{"1":"Sales","2":"Mar""")]
    [InlineData("<think>ANSWER</think>", false)]
    [InlineData("ANSWER</think>", false)]
    [InlineData("<think>ANSWER</think> As I said.", false)]
    [InlineData("<think>It may be ANSWER, or not.")]
    [InlineData("ANSWER<think>Or")]
    [InlineData("<|channel|>analysis<|message|>ANSWER<|end|>", false)]
    [InlineData("""{"draft":ANSWER}""")]
    [InlineData("ANSWER Wait, let me reconsider.")]
    [InlineData("ANSWER\n\n1: Marketing\n2: Sales")]
    [InlineData("ANSWER\n\nFinal: 1 is Général & Co; 2 is Sales.")]
    public void A_draft_is_no_answer_whatever_breaks_off_behind_it(string reply, bool isReadable = true) =>
        Reads(reply, -1, -1, isReadable);

    [Theory]
    [InlineData("ANSWER", 0, 1)]
    [InlineData("```json\nANSWER\n```", 0, 1)]
    [InlineData("""{"1":"Sales","2":"Mar""", 0, -1)]
    [InlineData("""<think>hm</think>{"1":"Sales","2":"Mar""", 0, -1)]
    [InlineData("""[{"id":1,"label":"Sales"},{"id":2,""", 0, -1)]
    [InlineData("Let me see: ANSWER", -1, -1)]
    [InlineData("ANSWER But wh", -1, -1)]
    [InlineData("<think>ANSWER", -1, -1)]
    [InlineData("""ANSWER{"1":"Sales"}""", 0, -1)]
    public void Of_a_reply_that_the_server_cut_off_only_what_can_be_no_draft_counts(string reply, int first, int second) =>
        Reads(reply, first, second, isCutOff: true);

    [Theory]
    [InlineData("<think>Both are plain: ANSWER", 0, 1)]
    [InlineData("""{"2":"Marketing"} and the other: {"1":"Sales"}""", 0, -1)]
    [InlineData("""ANSWER rather {"1":"Sales"}""", 0, -1)]
    [InlineData("""{"1":"Sales"} {"1":"Sales","2":"Marketing"}""", 0, 1)]
    [InlineData("""ANSWER once more: ANSWER""", 0, 1)]
    [InlineData("""{"1":"Sales","2":"Sales"} no, ANSWER""", 0, -1)]
    [InlineData("""{"items":{"1":"VP Sales EMEA","2":"CMO"}} gives ANSWER""", 0, 1)]
    [InlineData("""In the form {"1":"<label>","2":"<label>"}: ANSWER""", 0, 1)]
    [InlineData("""{"1":"Marketing", ...} so ANSWER""", 0, 1)]
    [InlineData("""ANSWER {"confidence":0.9}""", 0, 1)]
    [InlineData("""ANSWER, see [1] and {x}.""", 0, 1)]
    [InlineData("""ANSWER Explanation: 1 is in Sales, 2 in Marketing and not in Sales.""", 0, 1)]
    [InlineData("""ANSWER Note: 2 might be Sales.""", 0, -1)]
    public void An_item_has_the_label_of_the_last_object_if_no_other_speaks_against_it(string reply, int first, int second) =>
        Reads(reply, first, second);

    [Theory]
    [InlineData("{\"1\":\"Sales\"}\n{\"2\":\"Marketing\"}")]
    [InlineData("{\"id\":1,\"label\":\"Sales\"}\r\n{\"id\":2,\"label\":\"Marketing\"}\r\n")]
    [InlineData("- {\"1\":\"Sales\"}\n- {\"2\":\"Marketing\"}")]
    [InlineData("1. {\"1\":\"Sales\"}\n2. {\"2\":\"Marketing\"}")]
    [InlineData("```json\n{\"1\":\"Sales\"}\n```\n```json\n{\"2\":\"Marketing\"}\n```")]
    [InlineData("""[{"1":"Sales"},{"2":"Marketing"}]""")]
    [InlineData("""{"answers":[{"id":"1","answer":"Sales"},{"ID":2,"id":2,"Label":"Marketing"}]}""")]
    [InlineData("""{"1":{"label":"Sales"},"2":{"label":"Marketing","confidence":0.7}}""")]
    [InlineData("""{"name":"labels","arguments":"{\"1\":\"Sales\",\"2\":\"Marketing\"}"}""")]
    [InlineData("<tool_call>{\"name\":\"labels\",\"arguments\":ANSWER}</tool_call>")]
    [InlineData("""{"type":"object","properties":ANSWER}""")]
    [InlineData("{'1': 'Sales', '2': 'Marketing'}")]
    [InlineData("{“1”: “Sales”, “2”: “Marketing”}")]
    [InlineData("{1: \"Sales\", /* sure */ 2: \"Marketing\",}")]
    [InlineData("{{\"1\":\"Sales\",\"2\":\"Marketing\"}}")]
    [InlineData("\uFEFFANSWER")]
    [InlineData("ANSWER<|im_end|>")]
    [InlineData("{\\\"1\\\":\\\"Sales\\\",\\\"2\\\":\\\"Marketing\\\"}")]
    [InlineData("\"{\\\"1\\\":\\\"Sales\\\",\\\"2\\\":\\\"Marketing\\\"}\"")]
    [InlineData("""{"1":"Sales","2":"Marketing","why":"not </think> or {\"2\":\"Sales\"}"}""")]
    public void What_is_complete_and_unambiguous_is_read_in_any_shape(string reply) => Reads(reply, 0, 1);

    [Theory]
    [InlineData("""{"department":{"1":"Sales","2":"Marketing"},"level":{"1":"Low","2":"High"}}""", 0, 1, 1, 0)]
    [InlineData("""{"1":{"department":"Marketing","level":"High"}} no: {"1":{"department":"Sales","level":"High"},"2":{"department":"Marketing","level":"High"}}""", -1, 0, 1, 0)]
    [InlineData("{\"1\":{\"department\":\"Sales\"}}\n{\"1\":{\"level\":\"Low\"}}\n{\"2\":{\"department\":\"Marketing\",\"level\":\"High\"}}", 0, 1, 1, 0)]
    [InlineData("""{"1":{"department":"Sales","level":"Low"},"2":{"department":"Marketing","level":"High"}} and {"1":{"department":"Sales","lev""", -1, -1, -1, -1)]
    public void With_several_questions_the_same_holds_for_each(string reply, params int[] expected)
    {
        var level = new LabelMatcher(
            new Question("level", "Which level?", TextTemplate.OfColumn("c"), [new Label("High"), new Label("Low")]));

        Assert.Equal(expected, ReplyReader.Read(reply, 2, Labels, level).Items.Select(item => item.Label));
    }

    [Fact]
    public void A_model_that_has_lost_its_thread_is_read_to_the_end()
    {
        foreach (
            var junk in new[] { "[", "{", "{\"a\":", "[{\"1\":\"Sales\"},", "<think>", "{\"1\":\"Sales\"} ", "`", "1. ", "'", "<a ", "a", " ", "\n- ", "``` " })
        {
            Assert.Equal(2, ReplyReader.Read(string.Concat(Enumerable.Repeat(junk, 50_000)) + " {", 2, Labels).Items.Length);
        }
    }

    private static void Reads(string reply, int first, int second, bool isReadable = true, bool isCutOff = false)
    {
        var (items, readable) = ReplyReader.Read(
            reply.Replace("ANSWER", Answer, StringComparison.Ordinal).Replace("DRAFT", Draft, StringComparison.Ordinal), isCutOff, 2,
            [Labels], null);

        Assert.Equal([first, second], items.Select(item => item.Label));
        Assert.Equal(isReadable, readable);
    }
}
