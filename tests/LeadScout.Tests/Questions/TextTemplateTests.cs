using LeadScout.Questions;
using Xunit;

namespace LeadScout.Tests.Questions;

public sealed class TextTemplateTests
{
    [Fact]
    public void Columns_are_filled_in_between_literals() =>
        Assert.Equal("Ada Lovelace (London)", TextTemplate.Parse("{First} {Last} ({City})").Fill(["Ada", "Lovelace", "London"]));

    [Fact]
    public void Doubled_braces_stand_for_themselves() => Assert.Equal("{x} a", TextTemplate.Parse("{{x}} {A}").Fill(["a"]));

    [Fact]
    public void Blank_values_make_a_blank_text() => Assert.Equal("", TextTemplate.Parse("{A}, {B}").Fill(["", "  "]));

    [Fact]
    public void A_lone_column_may_hold_braces_in_its_name() =>
        Assert.Equal(["a{b}"], TextTemplate.Parse(TextTemplate.OfColumn("a{b}").Source).Columns);

    [Theory]
    [InlineData("no column", "names no column")]
    [InlineData("{A", "never closes")]
    [InlineData("A}", "stray '}' at character 2")]
    [InlineData("{}", "empty braces")]
    [InlineData("{a{b}", "stray '{'")]
    public void Broken_templates_say_what_is_wrong(string source, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => TextTemplate.Parse(source)).Message, StringComparison.Ordinal);
}
