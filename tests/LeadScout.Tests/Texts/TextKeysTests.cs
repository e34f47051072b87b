using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Texts;

public sealed class TextKeysTests
{
    private static readonly TextKeys Mine = TextKeys.Under("0123456789abcdef");

    [Fact]
    public void Plain_keys_are_those_of_every_machine() =>
        Assert.Equal((TextKey.Of("CFO"), null), (TextKeys.Plain.Of(" cfo "), TextKeys.Plain.Fingerprint));

    [Fact]
    public void Under_a_secret_texts_that_differ_in_form_alone_share_a_key_that_nobody_else_makes()
    {
        Assert.Equal(Mine.Of("CFO"), Mine.Of(" cfo "));
        Assert.Equal(Mine.Of("CFO"), TextKeys.Under("0123456789abcdef").Of("CFO"));
        Assert.NotEqual(Mine.Of("CFO"), Mine.Of("CEO"));
        Assert.NotEqual(Mine.Of("CFO"), TextKeys.Plain.Of("CFO"));
        Assert.NotEqual(Mine.Of("CFO"), TextKeys.Under("0123456789abcdeF").Of("CFO"));
    }

    [Fact]
    public void A_key_under_a_secret_is_the_same_on_every_machine() =>
        Assert.Equal(("0b24075e841325e6", "c59c9f15b81c85c345473ced74a943ae"), (Mine.Fingerprint, Mine.Of("VP Sales EMEA").ToString()));

    [Fact]
    public void A_short_secret_is_none() => Assert.Throws<ArgumentException>(() => TextKeys.Under("0123456789abcde"));
}
