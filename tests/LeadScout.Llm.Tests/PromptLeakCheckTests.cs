using LeadScout.Llm.Faults;
using Xunit;

namespace LeadScout.Llm.Tests;

public sealed class PromptLeakCheckTests
{
    private static readonly PromptLeakCheck Check = new(
        ["Jürgen Großmann, Head of Key Accounts", "東京支社長", "CFO"], ["Sales", "Finance", "Human Resources"]);

    [Theory]
    [InlineData("invalid text: Jürgen Großmann, Head of Key Accounts")]
    [InlineData("invalid text: JÜRGEN GROSSMANN")]
    [InlineData("invalid text: J\\u00fcrgen")]
    [InlineData("invalid text: J\\\\u00FCrgen")]
    [InlineData("invalid text: J&uuml;rgen")]
    [InlineData("invalid text: J%C3%BCrgen")]
    [InlineData("invalid text: Jurgen")]
    [InlineData("at: Accounts, Key of Head")]
    [InlineData("at: ...rossma...")]
    [InlineData("at: ...ccoun")]
    [InlineData("at: Großma")]
    [InlineData("near 社長")]
    [InlineData("near \"cfo\"")]
    [InlineData("in {\"items\":{\"1\":\"?\"}}")]
    [InlineData("in {\\\"items\\\":{")]
    public void A_fragment_of_a_text_is_found_however_it_is_written(string said) => Assert.True(Check.Leaks(said));

    [Theory]
    [InlineData("quota exceeded, retry in 20 s")]
    [InlineData("'Sales' is not one of 'Finance', 'Human Resources'")]
    [InlineData("Internal error 0xDEADBEEF")]
    [InlineData("")]
    public void What_quotes_nobody_may_be_kept(string said) => Assert.False(Check.Leaks(said));
}
