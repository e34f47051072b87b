using LeadScout.Llm.Wire;
using LeadScout.Questions;
using Xunit;

namespace LeadScout.Llm.Tests.Wire;

/// <summary>Shapes that nobody asked for. ANSWER gives Sales and Marketing, DRAFT the other way round.</summary>
public sealed class OddReplyTests
{
    private static readonly LabelMatcher Labels = new(Classroom.Department);

    [Theory]
    [InlineData("""{"0":"Sales","1":"Marketing"}""")]
    [InlineData("""{"0":"Sales","1":"Marketing","2":"Sales"}""")]
    [InlineData("""[{"id":0,"label":"Sales"},{"id":1,"label":"Marketing"}]""")]
    [InlineData("""{"items":[{"id":"0","label":"Sales"},{"id":"1","label":"Marketing"}]}""")]
    [InlineData("{\"id\":0,\"label\":\"Sales\"}\n{\"id\":1,\"label\":\"Marketing\"}")]
    [InlineData("{\"0\":\"Sales\"}\n{\"1\":\"Marketing\"}")]
    [InlineData("""{"answers":{"00":{"label":"Sales"},"01":{"label":"Marketing"}}}""")]
    public void A_reply_that_counts_the_items_from_nought_answers_none(string reply)
    {
        var (items, readable) = ReplyReader.Read(reply, 2, Labels);

        Assert.True(readable);
        Assert.DoesNotContain(items, item => item.IsAnswered);
    }

    [Theory]
    [InlineData("""{"1":"Sales","7":"Marketing"}""", 0, -1)]
    [InlineData("""{"1":"Sales","2":"Marketing","3":"Sales"}""", 0, 1)]
    [InlineData("""{"item-1":"Sales","item-2":"Marketing"}""", -1, -1)]
    [InlineData("""{"1":"Sales","2":"Marketing","0_note":"x","total":0}""", 0, 1)]
    public void An_item_too_many_or_too_few_concerns_only_itself(string reply, int first, int second) => Reads(reply, first, second);

    [Theory]
    [InlineData("""{'1': 'Sales's office', '2': 'Marketing'}""", -1, -1, false)]
    [InlineData("""{"1":"Marketing" and "Sales","2":"Sales"}""", -1, -1, false)]
    [InlineData("""{"1":"Marketing" / "Sales","2":"Sales"}""", -1, -1, false)]
    [InlineData("""{"2":"Marketing","1":"Sales" rather "Marketing"}""", -1, 1)]
    [InlineData("""{"2":"Marketing","1":"Sales"s}""", -1, 1)]
    [InlineData("""{"2":"Marketing","1":"Sales""", -1, 1)]
    [InlineData("""{"2":"Marketing","1":["Sales" "Marketing"]}""", -1, 1)]
    public void A_label_that_goes_on_behind_its_quotes_is_none(string reply, int first, int second, bool isReadable = true) =>
        Reads(reply, first, second, isReadable);

    [Theory]
    [InlineData("ANSWER\n\nActually, the second one is rather General.")]
    [InlineData("ANSWER\nWait")]
    [InlineData("ANSWER wait, actually \"2\": \"Sales\"")]
    [InlineData("ANSWER\nOops, I mixed those two up.")]
    [InlineData("ANSWER\n\nLet me double-check each of them. The first one has to do with")]
    [InlineData("ANSWER\n\nNow I will verify this draft.")]
    [InlineData("ANSWER\n\nLet's go through them again")]
    [InlineData("ANSWER\n\nOn second thought, no.")]
    [InlineData("ANSWER\n\nSorry, that was wrong.")]
    [InlineData("ANSWER\n\nMoment, das stimmt nicht.")]
    [InlineData("ANSWER\n\nEn fait, le second est autre chose.")]
    [InlineData("ANSWER\n\nEspera, lo corrijo.")]
    [InlineData("ANSWER\n\n等等，不对。")]
    [InlineData("Draft: ANSWER")]
    [InlineData("Here is a first draft:\n```json\nANSWER\n```")]
    [InlineData("**Initial guess**\nANSWER\n\nFinal")]
    [InlineData("Entwurf:\nANSWER")]
    [InlineData("<think>The form would be <answer>ANSWER</answer> but the second")]
    [InlineData("<think>It might be <output>ANSWER</output>. The other reading is open.")]
    [InlineData("assistantanalysisANSWER or")]
    [InlineData("analysiswe have ANSWER or")]
    [InlineData("<|start|>assistant<|channel|>analysis<|message|>ANSWER<|end|>", false)]
    [InlineData("<|channel|>commentary<|message|>ANSWER and so", true)]
    [InlineData("<|channel|>analysis<|message|>ANSWER<|end|><|start|>assistant<|channel|>final<|message|>", false)]
    public void What_was_only_tried_is_no_answer(string reply, bool isReadable = true) => Reads(reply, -1, -1, isReadable);

    [Theory]
    [InlineData("ANSWER\n\nLet me know if you need anything else!")]
    [InlineData("ANSWER\n\nI hope this helps. Feel free to ask for changes.")]
    [InlineData("ANSWER\n\nExplanation: a VP sells; a CMO does marketing.")]
    [InlineData("Here is the final answer, not a draft any more.\nANSWER")]
    [InlineData("I drafted this with care. The final answer:\nANSWER")]
    [InlineData("<|channel|>analysis<|message|>hm DRAFT<|end|><|start|>assistant<|channel|>final<|message|>ANSWER<|return|>")]
    [InlineData("analysiswe think DRAFTassistantfinalANSWER")]
    [InlineData("assistantanalysisDRAFTassistantfinalANSWER")]
    [InlineData("{\"\\u0031\":\"S\\u0061les\",\"\\u0032\":\"Marketing\"}")]
    [InlineData("{\"1\":\"Sales\",\"2\":\"Marketing\",\"score\":NaN,\"x\":-Infinity,\"y\":undefined,\"z\":None}")]
    [InlineData("{\"1\":\"Sales\",\"2\":\"Marketing\",}")]
    [InlineData("// the labels\n{\"1\":\"Sales\", // sure\n\"2\":\"Marketing\" /* not \"Sales\" */}")]
    [InlineData("{\"1\":\"Sales\",\"1\":\"Sales\",\"2\":\"**Marketing**\"}")]
    [InlineData("{\"1\":\"Label: Sales.\",\"2\":\"&quot;Marketing&quot;\"}")]
    [InlineData("{\"result\":{\"data\":{\"labels\":ANSWER}}}")]
    [InlineData("```\nANSWER\n```\n```\nANSWER\n```")]
    [InlineData("[{\"id\":2,\"label\":\"Marketing\"},{\"id\":1,\"label\":\"Sales\"}]")]
    [InlineData("[[{\"id\":1,\"label\":\"Sales\"}],[{\"id\":2,\"label\":\"Marketing\"}]]")]
    [InlineData("{\"reasoning\":\"1 may be {\\\"1\\\":\\\"Marketing\\\"}\",\"1\":\"Sales\",\"2\":\"Marketing\"}")]
    public void What_is_said_plainly_is_read(string reply) => Reads(reply, 0, 1);

    [Theory]
    [InlineData("{\"1\":\"Sales\"}\n{\"2\":\"Marketing\"}\n{\"1\":\"Marketing\"}", -1, 1)]
    [InlineData("{\"1\":\"Sales\"}\n{\"2\":\"Marketing\"}\n{\"1\":\"Sales\"}", 0, 1)]
    [InlineData("ANSWER\n{\"1\":\"Sales\",\"2\":\"Sales\"}", 0, -1)]
    [InlineData("{\"1\":\"Sales\",\"2\":null}", 0, -1)]
    [InlineData("{\"1\":\"Sales\",\"2\":[\"Marketing\",\"Sales\"]}", 0, -1)]
    [InlineData("{\"1\":\"Sales\",\"2\":{\"label\":\"Marketing\",\"answer\":\"Sales\"}}", 0, -1)]
    [InlineData("{\"1\":\"Sales\",\"2\":\"Marketing or Sales\"}", 0, -1)]
    [InlineData("{\"1\":\"Sales\",\"2\":NaN}", 0, -1)]
    [InlineData("{\"1\":\"Sales\",\"2\":\"\"}", 0, -1)]
    [InlineData("[{\"id\":1,\"label\":\"Sales\"},{\"id\":1,\"label\":\"Marketing\"}]", -1, -1)]
    [InlineData("[{\"id\":1,\"label\":\"Sales\"},{\"label\":\"Marketing\"}]", 0, -1)]
    [InlineData("{\"1\":\"Sales\",\"2\":\"Marketing\",\"alternatives\":{\"2\":\"Sales\"}}", 0, -1)]
    public void What_is_doubtful_about_one_item_concerns_only_that(string reply, int first, int second) => Reads(reply, first, second);

    [Fact]
    public void A_megabyte_of_anything_is_read_to_the_end()
    {
        foreach (
            var junk in new[] { "\u00a0", "[ ", "{\"a\":[", "{\"1\":\"Sales\",", "\"1\":\"Sales\"\n", "{/*", "label: ", "&amp;", "**", "wait. ", "<|channel|>", "</think>", "{\"1\":{\"label\":", "\\u0022", "'1':'", "1 Sales; " })
        {
            var junks = string.Concat(Enumerable.Repeat(junk, 1_000_000 / junk.Length)); // enough that quadratic time would not end
            Assert.Equal(2, ReplyReader.Read(junks, 2, Labels).Items.Length);
            Assert.Equal(2, ReplyReader.Read("""{"1":"Sales","2":"Marketing"}""" + junks, 2, Labels).Items.Length);
            Assert.Equal(2, ReplyReader.Read($$"""{"1":"Sales","2":"{{junks.Replace('"', ' ')}}"}""", 2, Labels).Items.Length);
        }
    }

    private static void Reads(string reply, int first, int second, bool isReadable = true)
    {
        var (items, readable) = ReplyReader.Read(
            reply.Replace("ANSWER", """{"1":"Sales","2":"Marketing"}""", StringComparison.Ordinal).Replace("DRAFT", """{"1":"Marketing","2":"Sales"}""", StringComparison.Ordinal),
            2, Labels);

        Assert.Equal([first, second], items.Select(item => item.Label));
        Assert.Equal(isReadable, readable);
    }
}
