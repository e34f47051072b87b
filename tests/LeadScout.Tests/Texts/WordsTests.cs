using CsCheck;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Texts;

public sealed class WordsTests
{
    [Theory]
    [InlineData("head of sales", "head|of|sales")]
    [InlineData("c++/c# dev (m/w)", "c|c|dev|m|w")]
    [InlineData("vertriebs-leiter 2024", "vertriebs|leiter|2024")]
    [InlineData("  ", "")]
    [InlineData("हिन्दी", "हिन्दी")]
    [InlineData("𝒜b", "𝒜b")]
    public void A_text_is_split_at_all_that_is_no_letter_digit_or_mark(string text, string words) =>
        Assert.Equal(words, string.Join('|', Words.Split(text)));

    [Fact]
    public void Words_leave_out_nothing_that_belongs_to_a_word() => Gen.String.Sample(text =>
        Assert.Equal(text.Count(char.IsLetterOrDigit), Words.Split(text).Sum(word => word.Count(char.IsLetterOrDigit))));

    [Theory]
    [InlineData("müller", "muller")]
    [InlineData("мюллер", "myuller")]
    [InlineData("łódź", "lodz")]
    [InlineData("straße", "strasse")]
    [InlineData("иванов", "ivanov")]
    [InlineData("山田", "shantian")]
    public void A_word_is_folded_to_basic_Latin_letters(string word, string folded) => Assert.Equal(folded, Words.Fold(word));

    [Fact]
    public void Folding_twice_changes_nothing() => Gen.String.Sample(text => Assert.Equal(Words.Fold(text), Words.Fold(Words.Fold(text))));
}
