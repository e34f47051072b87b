using CsCheck;
using LeadScout.Files.Xlsx;

namespace LeadScout.Files.Tests.Xlsx;

public sealed class XTextTests
{
    [Theory]
    [InlineData("a_x000D_b", "a\rb")]
    [InlineData("_x000d__x000A_", "\r\n")]
    [InlineData("_x005F_x000D_", "_x000D_")]
    [InlineData("_x00_ _x00GG_ _x", "_x00_ _x00GG_ _x")]
    [InlineData("_x0041", "_x0041")]
    [InlineData("plain", "plain")]
    public void Escaped_characters_are_put_in_their_place(string text, string expected)
    {
        var characters = text.ToCharArray();
        Assert.Equal(expected, characters.AsSpan(0, XText.Decode(characters)).ToString());
    }

    [Theory]
    [InlineData("_xD00D\r_")]
    [InlineData("_xD00D_x000D_")]
    [InlineData("_xD00D_xD00D_")]
    public void A_code_that_only_what_follows_completes_is_text(string text)
    {
        var characters = XText.Encode(text).ToCharArray();
        Assert.Equal(text, characters.AsSpan(0, XText.Decode(characters)).ToString());
    }

    [Fact]
    public void What_was_encoded_is_decoded() =>
        Gen.OneOf(Gen.OneOf('_', 'x', '0', 'D', '\r', '\n', '\u0001', 'é').Array[0, 30].Select(c => new string(c)), Gen.String).Sample(text =>
        {
            var characters = XText.Encode(text).ToCharArray();
            Assert.Equal(text, characters.AsSpan(0, XText.Decode(characters)).ToString());
        });
}
