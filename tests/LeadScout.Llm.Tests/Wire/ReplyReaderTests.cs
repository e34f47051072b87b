using System.Text.Json;
using CsCheck;
using LeadScout.Llm.Wire;
using LeadScout.Questions;
using Xunit;

namespace LeadScout.Llm.Tests.Wire;

public sealed class ReplyReaderTests
{
    private static readonly LabelMatcher Labels = new(Classroom.Department);

    private static readonly string[] Names = [.. Classroom.Department.Labels.Select(label => label.Name)];

    private static readonly Func<(int Id, string Label)[], string>[] Forms =
    [
        pairs => "{" + string.Join(",", pairs.Select(pair => $"\"{pair.Id}\":{Prompt.Quoted(pair.Label)}")) + "}",
        pairs => "```json\n{\n"
            + string.Join(",\n", pairs.Select(pair => $"  \"{pair.Id}\": {Prompt.Quoted(pair.Label.ToUpperInvariant())}"))
            + "\n}\n```",
        pairs => "{\"items\":{" + string.Join(",", pairs.Select(pair => $"\"{pair.Id}\":{{\"label\":{Prompt.Quoted(pair.Label)}}}")) + "}}",
        pairs => "[" + string.Join(",", pairs.Select(pair => $"{{\"id\":{pair.Id},\"label\":{Prompt.Quoted(pair.Label)}}}")) + "]",
        pairs => "Here: {" + string.Join(",", pairs.Select(pair => $"{pair.Id}:{Prompt.Quoted(pair.Label)}")) + "} Done.",
    ];

    [Theory]
    [InlineData("""{"1":{"department":"Sales","level":"Low"},"2":{"department":"Marketing","level":"High"}}""", 0, 1, 1, 0)]
    [InlineData("""{"2":{"level":"High","department":"Marketing","x":[1]},"1":{"LEVEL":"low","department":"sales"}}""", 0, 1, 1, 0)]
    [InlineData("""{"1":{"department":"Sales","level":"Sales"},"2":{"department":"High"}}""", 0, -1, -1, -1)]
    [InlineData("""{"1":"Sales","2":{"department":"Marketing","level":"High"}}""", -1, -1, 1, 0)]
    [InlineData("""{"1":{"department":"Sales","level":"Low"},"2":{"department":"Marketing","lev""", 0, 1, 1, -1)]
    [InlineData("""{"1":{"department":"Sales","level":"Low""", 0, -1, -1, -1)]
    [InlineData("""{"1":{"department":"Sales","level":"Low"},"1":{"department":"Marketing","level":"Low"}}""", -1, 1, -1, -1)]
    [InlineData("""[{"id":2,"department":"Marketing","level":"High"},{"id":"1","Level":"Low","department":"Sales"}]""", 0, 1, 1, 0)]
    [InlineData("""{"items":{"1":{"department":{"label":"Sales"},"level":{"answer":"low"}},"2":{"department":"Marketing","level":"High"}}}""", 0, 1, 1, 0)]
    [InlineData("""{1:{"department":"Sales","level":"Low"}} {2:{"department":"Marketing","level":"High"}}""", 0, 1, 1, 0)]
    [InlineData("""{"1":{"department":"Sales"},"2":{}} and {"1":{"level":"Low"}}""", -1, 1, -1, -1)]
    [InlineData("""[{"id":1,"label":"Sales"},{"id":2,"department":"Marketing","level":"Hi""", -1, -1, -1, -1)]
    [InlineData("""{"1":{"department":"Sales","level":"Low" oh dear "2":{"department":"Marketing"}}""", 0, 1, -1, -1)]
    public void With_several_questions_each_answer_is_judged_by_itself(string reply, params int[] expected)
    {
        var level = new LabelMatcher(
            new Question("level", "Which level?", TextTemplate.OfColumn("c"), [new Label("High"), new Label("Low")]));

        var (items, readable) = ReplyReader.Read(reply, 2, Labels, level);

        Assert.True(readable);
        Assert.Equal(expected, items.Select(item => item.Label));
    }

    [Theory]
    [InlineData("""{"1":"Sales","2":"Marketing"}""", 0, 1)]
    [InlineData("""{"2":"Marketing","1":"Sales"}""", 0, 1)]
    [InlineData("```json\n{\"1\":\"Sales\",\n \"2\":\"Marketing\",}\n```", 0, 1)]
    [InlineData("""Sure {as you like}: {"1":"Sales","2":"Marketing"} Anything else? {"1":"Marketing"}""", -1, -1)]
    [InlineData("""<think>Maybe {"1":"Marketing"}?</think>{"1":"Sales","2":"Marketing"}""", 0, 1)]
    [InlineData("""{"items":{"1":"Sales","2":"Marketing"}}""", 0, 1)]
    [InlineData("""{"note":"as asked","1":"Sales","2":"Marketing","3":"Sales","x":{"y":[1]}}""", 0, 1)]
    [InlineData("""{"1":"SALES ","2":" general  &  co"}""", 0, 2)]
    [InlineData("""{"1":"Sales","2":"Mark""", 0, -1)]
    [InlineData("""{"1":"Sales","2":"Marketing""", 0, -1)]
    [InlineData("""{"1":"Sales","2":"Marketing" "3" : oh dear""", 0, 1)]
    [InlineData("""{"1":"Sales","1":"Sales","2":"Marketing","2":"Sales"}""", 0, -1)]
    [InlineData("""{"1":"Sales","2":"Sale"}""", 0, -1)]
    [InlineData("""{"1":"Sales","2":1}""", 0, -1)]
    [InlineData("""{"1":"Sales","2":null}""", 0, -1)]
    [InlineData("""{"1":"Sales","2":["Marketing"]}""", 0, -1)]
    [InlineData("""{"1":{"label":"Sales"},"2":"Marketing"}""", 0, 1)]
    [InlineData("""{"1":{"label":"Sales","why":["x",{"label":"Marketing"}]},"2":{"answer":"marketing"}}""", 0, 1)]
    [InlineData("""{"1":{"label":"Sales","answer":"Marketing"},"2":{"department":"Marketing"}}""", -1, -1)]
    [InlineData("""{"1":{"label":"Sales"},"2":{"label":"Mark""", 0, -1)]
    [InlineData("""[{"id":2,"label":"Marketing"},{"id":"1","label":"Sales"}]""", 0, 1)]
    [InlineData("""{"results":[{"id":1,"label":"Sales"},{"id":2,"label":"Market""", 0, -1)]
    [InlineData("""[{"id":1,"label":"Sales"},{"id":1,"label":"Marketing"},{"id":3,"label":"Sales"}]""", -1, -1)]
    [InlineData("""[{"1":"Sales"},{"2":"Marketing"}]""", 0, 1)]
    [InlineData("{\"1\":\"Sales\"}\n{\"2\":\"Marketing\"}", 0, 1)]
    [InlineData("""{"1":"Sales"} no, rather {"1":"Marketing"}""", -1, -1)]
    [InlineData("""{1:"Sales", 2 : "Marketing"}""", 0, 1)]
    [InlineData("""{"items":{1:"Sales",2:"Mark""", 0, -1)]
    [InlineData("""{"item":"2","label":"Marketing"}""", -1, -1)]
    [InlineData("""  "{\"1\":\"Sales\",\"2\":\"Marketing\"}"  """, 0, 1)]
    [InlineData("""{"1":"Sales","-2":"Marketing","+2":"Marketing","2.0":"Marketing","02x":"Marketing"}""", 0, -1)]
    [InlineData("""{"1":"Sales","2":"\ud800"}""", 0, -1)]
    public void Form_is_forgiven_and_content_is_not(string reply, int first, int second)
    {
        var (items, readable) = ReplyReader.Read(reply, 2, Labels);

        Assert.True(readable);
        Assert.Equal([first, second], items.Select(item => item.Label));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Sales")]
    [InlineData("[\"Sales\"]")]
    [InlineData("[\"Sales\",\"Marketing\"]")]
    [InlineData("{")]
    [InlineData("{{{{{{")]
    [InlineData("{Sales}")]
    [InlineData("\"1\":\"Sales\"}")]
    [InlineData("\"Sales\"")]
    [InlineData("\"{\\\"1\\\":\\\"Sales\\\"} or \"2\" \"")]
    public void A_reply_without_an_object_is_unreadable(string reply)
    {
        var (items, readable) = ReplyReader.Read(reply, 2, Labels);

        Assert.False(readable);
        Assert.All(items, item => Assert.Equal("missing from the reply", item.Failure));
    }

    [Theory]
    [InlineData("""{"1":"Sales"}""", "missing from the reply")]
    [InlineData("""{"2":"Chief Secret"}""", "not one of the labels")]
    [InlineData("""{"2":7}""", "not a label but another kind of value")]
    [InlineData("""{"2":"Sales","2":"Marketing"}""", "two different answers in one reply")]
    public void The_problem_is_said_without_repeating_the_reply(string reply, string problem) =>
        Assert.Equal(problem, ReplyReader.Read(reply, 2, Labels).Items[1].Failure);

    [Fact]
    public void Names_that_differ_in_case_only_are_never_guessed()
    {
        var twins = new LabelMatcher(
            new Question("q", "Which?", TextTemplate.OfColumn("c"), [new Label("IT"), new Label("it"), new Label("Ops")]));

        Assert.Equal((0, 1, -1, 2), (twins.IndexOf("IT"), twins.IndexOf("it"), twins.IndexOf("It"), twins.IndexOf("ops")));
    }

    [Fact]
    public void Damage_never_throws_never_yields_an_unsaid_label_and_leaves_the_pairs_before_it()
    {
        var damaged =
            from labels in Gen.Int[0, Names.Length - 1].Array[1, 12]
            from at in Gen.Double[0, 1]
            from kind in Gen.Int[0, 3]
            from junk in Gen.String
            from cut in Gen.Int[1, 12]
            select (labels, at, kind, junk, cut);
        damaged.Sample(damage =>
        {
            var pairs = damage.labels.Select((label, i) => $"\"{i + 1}\":{Prompt.Quoted(Names[label])}").ToArray();
            var whole = "{" + string.Join(",", pairs) + "}";
            var at = 1 + (int)(damage.at * (whole.Length - 1));
            var end = Math.Min(whole.Length, at + damage.cut);
            var reply = damage.kind switch
            {
                0 => whole[..at],
                1 => whole[..at] + damage.junk + whole[at..],
                2 => whole[..at] + whole[end..],
                _ => whole[..at] + damage.junk,
            };

            var (items, _) = ReplyReader.Read(reply, pairs.Length, Labels);

            Assert.Equal(pairs.Length, items.Length);
            for (var i = 0; i < items.Length; i++)
            {
                Assert.True(!items[i].IsAnswered || Labels.IndexOf(Names[items[i].Label]) == items[i].Label);
                Assert.True(!items[i].IsAnswered || reply.Contains(Quoteless(items[i].Label), StringComparison.OrdinalIgnoreCase), reply);
            }

            if (damage.kind is 0)
            {
                var intact = pairs.Length - pairs.SkipWhile((_, i) => 1 + pairs.Take(i + 1).Sum(pair => pair.Length) + i <= at).Count();
                Assert.Equal(damage.labels.Take(intact), items.Take(intact).Select(item => item.Label));
            }
        }, iter: 20_000);
    }

    [Fact]
    public void Whatever_is_dropped_doubled_or_moved_no_item_gets_the_label_of_another()
    {
        var replies =
            from said in Gen.Int[0, Names.Length - 1].Array[1, 12]
            from pairs in Gen.Shuffle(Enumerable.Range(0, said.Length).ToArray())
            from kept in Gen.Int[0, said.Length]
            from again in Gen.Int[0, said.Length - 1].Array[0, 4]
            from extra in Gen.Int[0, 3]
            from form in Gen.Int[0, Forms.Length - 1]
            select (said, Order: pairs.Take(kept).Concat(again).ToArray(), extra, form);
        replies.Sample(reply =>
        {
            var pairs = reply.Order.Select(item => (Id: item + 1, Label: Names[reply.said[item]]))
                .Concat(Enumerable.Range(0, reply.extra).Select(i => (Id: reply.said.Length + 1 + i, Label: Names[0])));

            var (items, _) = ReplyReader.Read(Forms[reply.form]([.. pairs]), reply.said.Length, Labels);

            // The oracle: an item has its own label if it was mentioned, and none if it was not.
            Assert.Equal(reply.said.Select((label, item) => reply.Order.Contains(item) ? label : -1), items.Select(item => item.Label));
        }, iter: 5_000);
    }

    [Fact]
    public void Any_text_at_all_is_read_without_throwing() =>
        Gen.String[0, 200].Sample(reply => ReplyReader.Read(reply, 3, Labels).Items.Length == 3, iter: 10_000);

    private static string Quoteless(int label) => JsonSerializer.Deserialize<string>(Prompt.Quoted(Names[label]))!;
}
