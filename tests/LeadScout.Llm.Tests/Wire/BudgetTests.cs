using CsCheck;
using LeadScout.Llm.Wire;
using LeadScout.Questions;
using Xunit;

namespace LeadScout.Llm.Tests.Wire;

public sealed class BudgetTests
{
    [Fact]
    public void The_output_limit_has_room_for_the_longest_reply_even_when_indented_and_fenced()
    {
        var labels = Gen.Char["abcäß漢字 -&/"].Array[1, 30].Select(chars => $"x{new string(chars)}x").Array[2, 10];
        Gen.Select(labels, Gen.Int[1, 40]).Sample((names, items) =>
        {
            var question = new Question(
                "q", "Which?", TextTemplate.OfColumn("c"), names.Distinct().Append("last").Select(name => new Label(name)));
            var longest = question.Labels.MaxBy(label => TokenCounter.Count(Prompt.Quoted(label.Name)))!;
            var reply = "```json\n{\n" + string.Join(",\n", Enumerable.Range(0, items).Select(i => $"    \"{ReplyReader.IdOf(i)}\": {Prompt.Quoted(longest.Name)}")) + "\n}\n```\n";

            var most = new Budget(new Prompt(question), new ModelTraits { VocabularyMargin = 1 }).MostOutput(items);

            Assert.InRange(TokenCounter.Count(reply), 1, most);
        }, iter: 200);
    }

    [Fact]
    public void The_input_ceiling_covers_a_server_that_counts_four_characters_a_token()
    {
        var text = string.Concat(Enumerable.Repeat("internationalization responsibilities ", 500));

        var ceiling = new Budget(new Prompt(Classroom.Department), new ModelTraits { VocabularyMargin = 1 }).Ceiling([text]);

        Assert.InRange(ceiling.InputTokens, text.Length / 4, text.Length);
    }

    [Fact]
    public void The_input_ceiling_covers_what_is_sent_and_grows_with_the_margin()
    {
        var prompt = new Prompt(Classroom.Department);
        var sent = TokenCounter.Count(prompt.System)
            + TokenCounter.Count(Prompt.User(["VP Sales"]))
            + TokenCounter.Count(prompt.Schema(1).GetRawText());

        var exact = new Budget(prompt, new ModelTraits { VocabularyMargin = 1 }).Ceiling(["VP Sales"]).InputTokens;

        Assert.InRange(exact, sent, sent + 100);
        Assert.Equal(2 * exact, new Budget(prompt, new ModelTraits()).Ceiling(["VP Sales"]).InputTokens);
    }

    [Fact]
    public void What_is_expected_leaves_out_margins_and_thoughts_and_stays_far_below_the_ceiling()
    {
        var budget = new Budget(new Prompt(Classroom.Department), new ModelTraits { VocabularyMargin = 2, ReasoningTokens = 2048 });

        var (expected, ceiling) = (budget.Expected(["VP Sales"]), budget.Ceiling(["VP Sales"]));

        Assert.InRange(expected.InputTokens, 20, ceiling.InputTokens / 2);
        Assert.InRange(expected.OutputTokens, 4, 20);
    }
}
