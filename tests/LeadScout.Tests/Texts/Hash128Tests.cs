using System.IO.Hashing;
using System.Runtime.InteropServices;
using CsCheck;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Texts;

public sealed class Hash128Tests
{
    private static readonly Gen<Hash128> Any = Gen.Select(Gen.ULong, Gen.ULong).Select((upper, lower) => new Hash128(upper, lower));

    [Fact]
    public void It_is_XXH3_over_UTF_16() => Gen.String.Sample(text =>
    {
        var expected = XxHash128.HashToUInt128(MemoryMarshal.AsBytes(text.AsSpan()));
        Assert.Equal(expected, new UInt128(Hash128.Of(text).Upper, Hash128.Of(text).Lower));
    });

    [Fact]
    public void Digits_and_bytes_go_there_and_back() => Any.Sample(hash =>
    {
        Assert.Equal(hash, Hash128.Parse(hash.ToString()));
        Assert.Equal(hash, Hash128.Read(hash.ToBytes()));
        Assert.Equal(hash.ToString(), Convert.ToHexStringLower(hash.ToBytes()));
    });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcde")]
    [InlineData("0123456789abcdef0123456789abcdef0")]
    [InlineData("0123456789abcdeg0123456789abcdef")]
    [InlineData(" 123456789abcdef0123456789abcdef")]
    [InlineData("0123456789abcdef+123456789abcdef")]
    public void What_is_not_32_hexadecimal_digits_is_no_hash(string? digits)
    {
        Assert.False(Hash128.TryParse(digits, out var hash));
        Assert.Equal(default, hash);
    }
}
