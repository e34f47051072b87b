using CsCheck;
using LeadScout.Classifiers;
using Xunit;

namespace LeadScout.Tests.Classifiers;

public sealed class LabelVectorTests
{
    [Theory]
    [InlineData(1, 16)]
    [InlineData(16, 16)]
    [InlineData(17, 32)]
    public void Rows_are_padded_to_whole_vectors(int labels, int padded) => Assert.Equal(padded, LabelVector.Padded(labels));

    [Fact]
    public void Adding_a_scaled_row_is_what_a_loop_does() =>
        Gen.Select(Gen.Float[-3, 3], Numbers(48), Numbers(48)).Sample((a, x, y) =>
        {
            var expected = y.Zip(x, (to, from) => to + (a * from)).ToArray();
            LabelVector.AddScaled(a, x, y);
            AssertNear(expected, y);
        });

    [Fact]
    public void Adding_sparse_rows_is_what_two_loops_do() =>
        Gen.Select(Gen.Int[0, 4].Array[0, 6], Numbers(6), Numbers(5 * 32), Numbers(32)).Sample((columns, values, rows, y) =>
        {
            var expected = y.ToArray();
            for (var k = 0; k < columns.Length; k++)
            {
                for (var j = 0; j < 32; j++)
                {
                    expected[j] += values[k] * rows[(columns[k] * 32) + j];
                }
            }

            LabelVector.AddRows(columns, values.AsSpan(0, columns.Length), rows, y);
            AssertNear(expected, y);
        });

    [Theory]
    [InlineData(16)]
    [InlineData(48)]
    public void Adding_to_sparse_rows_is_what_two_loops_do_to_the_last_bit(int width) =>
        Gen.Select(Gen.Int[0, 4].Array[0, 6], Numbers(6), Numbers(width), Numbers(5 * width)).Sample((columns, values, x, rows) =>
        {
            var expected = rows.ToArray();
            for (var k = 0; k < columns.Length; k++)
            {
                for (var j = 0; j < width; j++)
                {
                    expected[(columns[k] * width) + j] += values[k] * x[j];
                }
            }

            LabelVector.AddToRows(columns, values.AsSpan(0, columns.Length), x, rows);
            Assert.Equal(expected, rows);
        });

    [Fact]
    public void A_row_that_is_not_there_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LabelVector.AddToRows([2], [1f], new float[16], new float[32]));

    [Fact]
    public void The_best_is_the_first_of_the_largest() => Gen.Select(Gen.Int[0, 3].Array[2, 8], Gen.Int[-1, 7]).Sample((numbers, except) =>
    {
        float[] scores = [.. numbers, 99f];
        var allowed = Enumerable.Range(0, numbers.Length).Where(l => l != except).ToArray();
        Assert.Equal(allowed.First(l => numbers[l] == allowed.Max(a => numbers[a])), LabelVector.Best(scores, numbers.Length, except));
    });

    private static Gen<float[]> Numbers(int count) => Gen.Float[-3, 3].Array[count];

    private static void AssertNear(float[] expected, float[] actual)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-4f);
        }
    }
}
