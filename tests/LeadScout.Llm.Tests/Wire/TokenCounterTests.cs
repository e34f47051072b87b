using LeadScout.Llm.Wire;
using Xunit;

namespace LeadScout.Llm.Tests.Wire;

public sealed class TokenCounterTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("hello world", 2)]
    public void Short_texts_are_counted_exactly(string text, int tokens) => Assert.Equal(tokens, TokenCounter.Count(text));

    [Fact]
    public void A_long_text_counts_a_little_more_than_the_sum_of_its_words() =>
        Assert.InRange(TokenCounter.Count(string.Concat(Enumerable.Repeat("hello world ", 10_000))), 20_000, 20_800);

    [Fact]
    public void A_cell_of_two_megabytes_without_a_space_is_counted_at_once() =>
        Assert.InRange(TokenCounter.Count(new string('x', 2_000_000)), 10_000, 2_000_000);

    [Fact]
    public void A_cut_through_a_character_does_no_harm() =>
        Assert.InRange(TokenCounter.Count("x" + string.Concat(Enumerable.Repeat("😀", 10_000))), 10_000, 80_000);
}
