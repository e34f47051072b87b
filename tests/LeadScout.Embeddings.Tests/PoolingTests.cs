namespace LeadScout.Embeddings.Tests;

public sealed class PoolingTests
{
    [Fact]
    public void A_vector_a_word_piece_becomes_their_mean() =>
        Assert.Equal([[2f, 3f], [6f, 7f]], Pooling.Mean([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2], 2));

    [Fact]
    public void A_vector_a_text_stays_as_it_is() => Assert.Equal([[1f, 2f], [3f, 4f]], Pooling.Mean([1, 2, 3, 4], [2, 2], 2));

    [Theory]
    [InlineData(new long[] { 2 })]
    [InlineData(new long[] { 3, 2 })]
    [InlineData(new long[] { 2, 2, 2, 2 })]
    [InlineData(new long[] { 2, 0 })]
    public void Any_other_output_is_refused(long[] shape) =>
        Assert.Throws<InvalidOperationException>(() => Pooling.Mean(new float[16], shape, 2));
}
