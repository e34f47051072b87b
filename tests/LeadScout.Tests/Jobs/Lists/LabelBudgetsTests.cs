using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Tests.Fakes;
using Xunit;

namespace LeadScout.Tests.Jobs.Lists;

public sealed class LabelBudgetsTests
{
    [Theory]
    [InlineData("sales", "Did you mean 'Sales'?")]
    [InlineData(" Marketing ", "Did you mean 'Marketing'?")]
    [InlineData("Markting", "Did you mean 'Marketing'?")]
    public void A_label_that_no_question_has_is_refused_with_the_one_that_is_meant(string label, string hint)
    {
        var refused = Assert.Throws<BadInputException>(() => LabelBudgets.Check([Samples.Question], [new LabelBudget(label, MaxError: 0.1)]));
        Assert.Contains($"There is a budget for the label '{label}', but no question has it. {hint} The labels are Sales, Marketing, Other.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_job_says_of_a_label_comes_before_what_the_label_says_of_itself_and_that_can_be_left_out()
    {
        var question = new Question(
            "level", "Which level?", TextTemplate.Parse("{Title}"), [new Label("High") { MaxError = 0.1, MinRecall = 0.9 }, new Label("Low"), new Label("None")]);
        LabelBudget[] stated = [new("High", MinRecall: 0.8), new("Low", MaxError: 0.2)];

        Assert.Equal([new("High", 0.1, 0.8), new("Low", 0.2)], LabelBudgets.Of(question, [.. stated]));
        Assert.Equal([new("High", 0.1, 0.9)], LabelBudgets.Of(question, []));
        Assert.Equal([new("High", MinRecall: 0.8), new("Low", 0.2)], LabelBudgets.Of(question, [.. stated], withOwn: false));
    }
}
