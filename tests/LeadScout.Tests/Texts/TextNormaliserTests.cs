using CsCheck;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Texts;

public sealed class TextNormaliserTests
{
    private static readonly Gen<string> Ascii = Gen.String[Gen.Char["aZ  \t\r\n\v\f\u001c\0.z@[`{~"], 0, 40];

    [Fact]
    public void The_quick_way_says_what_the_way_of_every_text_says() =>
        Ascii.Sample(text => Assert.Equal(TextNormaliser.NormaliseUnicode(text), TextNormaliser.Normalise(text)), iter: 5000);

    [Fact]
    public void Any_text_is_normalised_the_same_in_a_buffer() => Gen.String.Sample(text =>
        Assert.Equal(TextNormaliser.NormaliseUnicode(text), TextNormaliser.Normalise(text, new char[text.Length]).ToString()));

    [Fact]
    public void A_buffer_that_is_too_short_is_refused() =>
        Assert.Throws<ArgumentException>(() => TextNormaliser.Normalise("abc", new char[2]).Length);

    [Fact]
    public void A_text_that_is_normalised_already_stays_the_same_object()
    {
        var text = new string('a', 20);
        Assert.Same(text, TextNormaliser.Normalise(text));
    }
}
