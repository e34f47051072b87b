using LeadScout.Questions;
using Xunit;

namespace LeadScout.Tests.Questions;

public sealed class RuleTimeTests
{
    private static readonly string Hostile = new string('a', 60) + "!";

    [Theory]
    [InlineData("^(a+)+$")]
    [InlineData("^(a|aa)+$")]
    [InlineData("(.*a){20}$")]
    public void Nested_repetition_takes_linear_time(string expression)
    {
        var rule = Rule.OfExpression("Sales", expression);

        Assert.False(rule.Matches(Hostile));
        Assert.Equal(expression, rule.Expression);
    }

    [Theory]
    [InlineData("^(?=(a+)+$)")]
    [InlineData(@"^(a+)+\1$")]
    public void An_expression_that_has_to_backtrack_is_stopped_and_named(string expression)
    {
        var failure = Assert.Throws<BadInputException>(() => Rule.OfExpression("Sales", expression).Matches(Hostile));

        Assert.Contains("rule for 'Sales'", failure.Message, StringComparison.Ordinal);
        Assert.Contains(expression, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("aaaa", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Look_around_and_case_work_as_before()
    {
        Assert.True(Rule.OfExpression("Sales", "^sales(?! support)").Matches("sales manager"));
        Assert.False(Rule.OfExpression("Sales", "^sales(?! support)").Matches("sales support"));
        Assert.True(Rule.OfExpression("Sales", "VERTRIEB").Matches("leiter vertrieb"));
    }
}
