using CsCheck;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Texts;

public sealed class TextKeyTests
{
    [Theory]
    [InlineData("VP Sales", "vp  sales ")]
    [InlineData("Müller", "MU\u0308LLER")]
    [InlineData("ﬁnance", "Finance")]
    [InlineData("ＶＰ", "vp")]
    [InlineData("ΟΔΟΣ", "οδος")]
    [InlineData("a\u00a0b", "a\tb")]
    public void Texts_that_differ_in_form_alone_share_a_key(string a, string b) => Assert.Equal(TextKey.Of(a), TextKey.Of(b));

    [Theory]
    [InlineData("C#", "C")]
    [InlineData("Müller", "Muller")]
    [InlineData("head of sales", "head-of-sales")]
    [InlineData("Мария", "Maria")]
    public void Texts_that_are_merely_near_do_not(string a, string b) => Assert.NotEqual(TextKey.Of(a), TextKey.Of(b));

    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n\u3000")]
    public void White_space_normalises_to_nothing(string blank) => Assert.Equal("", TextNormaliser.Normalise(blank));

    [Fact]
    public void Normalising_twice_changes_nothing() => Gen.String.Sample(text =>
    {
        var once = TextNormaliser.Normalise(text);
        Assert.Equal(once, TextNormaliser.Normalise(once));
    });

    [Fact]
    public void A_key_reads_back() => Gen.ULong.Select(Gen.ULong).Sample(halves =>
    {
        var key = new TextKey(new Hash128(halves.Item1, halves.Item2));
        Assert.Equal(key, TextKey.Parse(key.ToString()));
    });

    [Fact]
    public void A_key_is_the_same_on_every_machine() =>
        Assert.Equal("0c35573ed58f7b946f31b84e2d5b07bb", TextKey.Of("VP Sales EMEA").ToString());
}
