using CsCheck;
using LeadScout.Classifiers;
using LeadScout.Tests.Fakes;
using Xunit;

namespace LeadScout.Tests.Classifiers;

public sealed class TextVectorsTests
{
    [Fact]
    public void Vectors_are_centred_over_the_list_and_of_length_1()
    {
        var rows = TextVectors.Of(2, [Vector.Of(3, 1), Vector.Of(1, 1), Vector.Of(2, 4)]);
        Assert.Equal(3, rows.Count);
        Assert.Equal([0.70710678f, -0.70710678f], rows.Values(0).ToArray(), Vector.Near);
        Assert.Equal([0f, 1f], rows.Values(2).ToArray(), Vector.Near);
    }

    [Fact]
    public void A_text_without_a_vector_has_a_row_of_zeros_and_does_not_move_the_centre()
    {
        var rows = TextVectors.Of(2, [Vector.Of(3, 1), default, Vector.Of(1, 1)]);
        Assert.Equal([0f, 0f], rows.Values(1).ToArray());
        Assert.Equal([1f, 0f], rows.Values(0).ToArray(), Vector.Near);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void What_is_no_number_says_nothing(float value)
    {
        var rows = TextVectors.Of(2, [Vector.Of(1, 0), Vector.Of(0, 1)]);
        rows.Add(Vector.Of(value, 1).Span);
        Assert.Equal([0f, 0f], rows.Values(2).ToArray());
    }

    [Fact]
    public void A_broken_vector_of_the_list_spoils_no_other()
    {
        var rows = TextVectors.Of(2, [Vector.Of(float.NaN, 0), Vector.Of(3, 1), Vector.Of(1, 1)]);
        Assert.Equal([0f, 0f], rows.Values(0).ToArray());
        Assert.Equal([1f, 0f], rows.Values(1).ToArray(), Vector.Near);
    }

    [Fact]
    public void A_vector_of_another_length_is_refused()
    {
        Assert.Throws<ArgumentException>(() => TextVectors.Of(2, [Vector.Of(1, 2, 3)]));
        Assert.Throws<ArgumentException>(() => TextVectors.Of(2, [Vector.Of(1, 2)]).Add(Vector.Of(1).Span));
    }

    [Fact]
    public void A_text_that_is_added_is_centred_like_the_list_and_can_be_taken_back()
    {
        var rows = TextVectors.Of(2, [Vector.Of(3, 1), Vector.Of(1, 1)]);
        Assert.Equal(2, rows.Add(Vector.Of(2, 9).Span));
        Assert.Equal([0f, 1f], rows.Values(2).ToArray(), Vector.Near);
        rows.RemoveLast();
        Assert.Equal(2, rows.Add(default));
        Assert.Equal([0f, 0f], rows.Values(2).ToArray());
    }

    [Fact]
    public void Sums_of_products_are_right_and_four_at_once_are_the_same_to_the_bit() => Gen.Select(
        Gen.Int[1, 70], Gen.Int[0, 1000]).Sample((length, seed) =>
        {
            float[][] rows = [.. Enumerable.Range(0, 5).Select(row => Vector.Random(length, (ulong)(seed + row)))];
            float[] one = [.. rows[1..].Select(row => DotProduct.Of(rows[0], row))];
            Assert.All(
                one.Index(),
                sum => Assert.Equal(rows[0].Zip(rows[sum.Index + 1], (a, b) => (double)a * b).Sum(), sum.Item, 1e-5));
            var (a, b, c, d) = DotProduct.OfFour(rows[0], rows[1], rows[2], rows[3], rows[4]);
            Assert.Equal((one[0], one[1], one[2], one[3]), (a, b, c, d));
        });
}
