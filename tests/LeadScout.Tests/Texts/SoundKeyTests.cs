using CsCheck;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Texts;

public sealed class SoundKeyTests
{
    [Theory]
    [InlineData("muller", "NLR")]
    [InlineData("mueller", "NLR")]
    [InlineData("myuller", "NLR")]
    [InlineData("chef", "XF")]
    [InlineData("shef", "XF")]
    [InlineData("philipp", "FLP")]
    [InlineData("filip", "FLP")]
    [InlineData("anna", "AN")]
    [InlineData("ceo", "S")]
    [InlineData("3m", "3N")]
    [InlineData("", "")]
    public void Spellings_of_one_sound_share_a_key(string word, string key) => Assert.Equal(key, Key(word));

    [Fact]
    public void A_key_is_never_longer_than_its_word_and_has_only_its_own_letters() => Gen.String[Gen.Char['a', 'z'], 0, 20].Sample(word =>
    {
        var key = Key(word);
        Assert.True(key.Length <= word.Length);
        Assert.All(key, letter => Assert.Contains(letter, "AFJKLNPRSTX"));
    });

    private static string Key(string word)
    {
        Span<char> key = stackalloc char[word.Length];
        return key[..SoundKey.Write(word, key)].ToString();
    }
}
