using K4os.Compression.LZ4;
using LeadScout.Files.Parquet;
using Snappier;

namespace LeadScout.Files.Tests.Parquet;

public sealed class BlockTests
{
    public static TheoryData<byte[]> Contents
    {
        get
        {
            var random = new Random(7);
            var noise = new byte[70_000];
            random.NextBytes(noise);
            var words = new byte[300_000];
            for (var i = 0; i < words.Length; i++)
            {
                words[i] = noise[(i % 997) + (i / 50_000)];
            }

            return new TheoryData<byte[]>(Array.Empty<byte>(), [1], new byte[100_000], noise, words, [.. noise[..80], .. noise[..80], .. noise[20..60]]);
        }
    }

    [Theory]
    [MemberData(nameof(Contents))]
    public void Whatever_the_libraries_pack_is_as_long_as_it_was(byte[] content)
    {
        Assert.Equal(content.Length, SnappyBlock.Length(Snappy.CompressToArray(content)));
        var block = new byte[LZ4Codec.MaximumOutputSize(content.Length)];
        var length = LZ4Codec.Encode(content, block);
        Assert.Equal(content.Length, content.Length == 0 ? 0 : Lz4Block.Length(block.AsSpan(0, length)));
        length = LZ4Codec.Encode(content, block, LZ4Level.L09_HC);
        Assert.Equal(content.Length, content.Length == 0 ? 0 : Lz4Block.Length(block.AsSpan(0, length)));
    }

    [Theory]
    [InlineData("0400610162", "a literal of one byte, and bytes behind the end")]
    [InlineData("0500610905", "a copy from before the beginning")]
    [InlineData("0500610900", "a copy from nowhere")]
    [InlineData("050061", "less than is stated")]
    public void What_contradicts_itself_has_no_length(string snappy, string why) =>
        Assert.True(SnappyBlock.Length(Convert.FromHexString(snappy)) == -1, why);

    [Theory]
    [InlineData("10610500", "a copy from before the beginning, and no end")]
    [InlineData("1061000010", "a copy from nowhere")]
    [InlineData("2061", "fewer literals than it says")]
    [InlineData("", "nothing, not even an end")]
    public void What_LZ4_contradicts_has_no_length(string lz4, string why) => Assert.True(Lz4Block.Length(Convert.FromHexString(lz4)) == -1, why);
}
