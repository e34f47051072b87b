using LeadScout.Llm.Wire;
using LeadScout.Questions;
using Xunit;

namespace LeadScout.Llm.Tests.Wire;

public sealed class QuotationTests
{
    private const string Withheld = " (what was said repeats a lead's text)";

    private static readonly Quotation Quotes = new(
        ["Quarzmüller & Söhne, VP Sales 4711", "営業部長", "X", "Marketing"], [new LabelMatcher(Classroom.Department)]);

    [Theory]
    [InlineData("Retail", ": \"Retail\"")]
    [InlineData("  Retail\n(shops) ", ": \"Retail (shops)\"")]
    [InlineData("Sales", ": \"Sales\"")]
    [InlineData("Sales and Marketing", ": \"Sales and Marketing\"")]
    [InlineData("財務", ": \"財務\"")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("Quarzmüller & Söhne, VP Sales 4711", Withheld)]
    [InlineData("QUARZMULLER", Withheld)]
    [InlineData("Quarz", Withheld)]
    [InlineData("quar...", Withheld)]
    [InlineData("müll", Withheld)]
    [InlineData("4711", Withheld)]
    [InlineData("Söhne of the Quarzmüller", Withheld)]
    [InlineData("Q u a r z m", Withheld)]
    [InlineData("Quarz-\nmüller", Withheld)]
    [InlineData("Sales VP", Withheld)]
    [InlineData("\\u0051uarzm\\u00fcller", Withheld)]
    [InlineData("Quarzm&uuml;ller", Withheld)]
    [InlineData("quarzm%C3%BCller", Withheld)]
    [InlineData("部長", Withheld)]
    [InlineData("x", Withheld)]
    public void What_was_said_is_quoted_unless_it_may_quote_a_text(string? said, string quoted) => Assert.Equal(quoted, Quotes.Of(said));

    [Fact]
    public void A_long_one_is_shortened() => Assert.Equal($": \"{new string('b', 60)}…\"", Quotes.Of(new string('b', 1000)));
}
