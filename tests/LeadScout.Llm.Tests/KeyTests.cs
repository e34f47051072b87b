using LeadScout.Questions;
using Xunit;

namespace LeadScout.Llm.Tests;

public sealed class KeyTests
{
    [Theory]
    [InlineData("sk-abc\ndef", "a line break at character 7 of 10")]
    [InlineData("sk-abc\n", "a line break at character 7 of 7")]
    [InlineData("sk-abc\r", "a line break at character 7 of 7")]
    [InlineData("\uFEFFsk-abc", "a byte order mark (U+FEFF) at character 1 of 7")]
    [InlineData("sk-\u200Babc", "an invisible character (U+200B) at character 4 of 7")]
    [InlineData("sk-abc\u2060", "an invisible character (U+2060)")]
    [InlineData("sk\u00A0abc", "a non-breaking space (U+00A0)")]
    [InlineData("sk abc", "a space")]
    [InlineData("sk\tabc", "a control character (U+0009)")]
    [InlineData("sk\u0000abc", "a control character (U+0000)")]
    [InlineData("\u201Csk-abc\u201D", "a typographic quote")]
    [InlineData("sk-abc\u00E9", "a character outside ASCII (U+00E9)")]
    [InlineData("sk-\U0001F511", "a character outside ASCII (U+1F511)")]
    [InlineData("\"sk-abc\"", "quotes around it")]
    [InlineData("'sk-abc'", "quotes around it")]
    public void A_key_with_a_character_that_no_key_has_is_refused_by_name_and_not_shown(string key, string what)
    {
        foreach (
            var (teacher, variable) in new[] { ("openai:gpt-5-mini", "OPENAI_API_KEY"), ("anthropic:claude-haiku-4-5", "ANTHROPIC_API_KEY"), ("azure-openai:mine", "AZURE_OPENAI_API_KEY") })
        {
            var refused = Assert.Throws<BadInputException>(
                () => Teachers.Create(teacher, Provided.Options with { Url = new Uri("http://127.0.0.1:9/v1"), Environment = _ => key }));

            Assert.Contains(variable, refused.Message, StringComparison.Ordinal);
            Assert.Contains(what, refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("sk", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Spaces_around_a_key_are_left_out() =>
        Assert.Equal("openai:gpt-5-mini", Teachers.Create("openai:gpt-5-mini", Provided.Options with { Environment = _ => "  sk-abc " }).Profile.Name);
}
