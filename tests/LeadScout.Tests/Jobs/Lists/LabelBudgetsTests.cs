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
}
