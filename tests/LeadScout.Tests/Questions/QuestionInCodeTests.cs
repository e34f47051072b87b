using LeadScout.Questions;
using Xunit;

namespace LeadScout.Tests.Questions;

public sealed class QuestionInCodeTests
{
    [Fact]
    public void A_question_is_asked_in_one_line()
    {
        var question = Question.Ask("department", "Which department?", "Sales", "IT", "Other");
        Assert.Equal(("department", "Which department?"), (question.Name, question.Instructions));
        Assert.Equal(["Sales", "IT", "Other"], question.Labels.Select(label => label.Name));
    }

    [Fact]
    public void Labels_may_come_from_a_list_and_say_what_they_mean()
    {
        var names = new List<string> { "Sales", "IT" };
        Label[] labels = [new("Sales", "sells to customers"), new("IT")];
        Assert.Equal(2, Question.Ask("q", "Which?", names).Labels.Length);
        Assert.Equal(labels, Question.Ask("q", "Which?", labels).Labels);
        Assert.NotEqual(Question.Ask("q", "Which?", names).Version, Question.Ask("q", "Which?", labels).Version);
    }

    [Theory]
    [InlineData("q", "Which?", "only one label", "Sales")]
    [InlineData("q", "Which?", "twice", "Sales", "Sales")]
    [InlineData("q", " ", "blank instructions", "Sales", "IT")]
    [InlineData("a b", "Which?", "blank in the name", "Sales", "IT")]
    [InlineData("q", "Which?", "blank label", "Sales", " ")]
    public void A_question_that_cannot_be_is_refused(string name, string instructions, string why, params string[] labels)
    {
        Assert.NotEmpty(why);
        Assert.ThrowsAny<ArgumentException>(() => Question.Ask(name, instructions, labels));
    }
}
