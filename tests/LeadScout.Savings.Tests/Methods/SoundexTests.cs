using LeadScout.Savings.Methods;
using Xunit;

namespace LeadScout.Savings.Tests.Methods;

public sealed class SoundexTests
{
    [Theory]
    [InlineData("Robert", "R163")]
    [InlineData("Rupert", "R163")]
    [InlineData("Rubin", "R150")]
    [InlineData("Ashcraft", "A261")] // H does not part S and C
    [InlineData("Tymczak", "T522")] // a vowel parts Z and K
    [InlineData("Pfister", "P236")] // the first letter's own code counts
    [InlineData("Honeyman", "H555")]
    [InlineData("Lee", "L000")]
    public void The_archives_examples_hold(string name, string code) => Assert.Equal(code, Soundex.Of(name));

    [Fact]
    public void Words_are_run_together() => Assert.Equal(Soundex.Of("VPSales"), Soundex.Of("VP - sales"));

    [Fact]
    public void Accents_are_dropped() => Assert.Equal(Soundex.Of("Muller"), Soundex.Of("Müller"));

    [Fact]
    public void A_text_without_latin_letters_has_no_code() => Assert.Equal("", Soundex.Of("Иванов 7"));
}
