using CsCheck;
using LeadScout.Classifiers;
using Xunit;

namespace LeadScout.Tests.Classifiers;

public sealed class OrthonormalTests
{
    private const int Width = 16;

    [Fact]
    public void Columns_become_orthonormal_and_span_what_they_spanned() => Random(40).Sample(matrix =>
    {
        var made = matrix.ToArray();
        Orthonormal.Make(made, Width);
        for (var j = 0; j < Width; j++)
        {
            for (var k = 0; k < Width; k++)
            {
                Assert.Equal(j == k ? 1 : 0, Product(made, j, made, k), 1e-3);
            }

            var kept = Enumerable.Range(0, Width).Sum(k => Math.Pow(Product(matrix, j, made, k), 2));
            Assert.Equal(1, kept / Product(matrix, j, matrix, j), 1e-3);
        }
    }, iter: 50);

    [Fact]
    public void Where_there_are_fewer_directions_than_columns_the_rest_is_zero() => Gen.Int[1, 12].SelectMany(rows => Random(rows).Select(m => (rows, m))).Sample(given =>
    {
        var made = given.m.ToArray();
        Orthonormal.Make(made, Width);
        Assert.All(made, value => Assert.True(float.IsFinite(value)));
        var lengths = Enumerable.Range(0, Width).Select(j => Product(made, j, made, j)).ToArray();
        Assert.All(lengths, length => Assert.InRange(length, 0, 1.01));
        Assert.InRange(lengths.Sum(), 0, given.rows + 0.01);
    }, iter: 200);

    [Fact]
    public void A_matrix_of_zeros_stays_one()
    {
        var made = new float[Width * 3];
        Orthonormal.Make(made, Width);
        Assert.All(made, value => Assert.Equal(0, value));
    }

    private static Gen<float[]> Random(int rows) => Gen.Float[-1, 1].Array[rows * Width];

    private static double Product(float[] a, int j, float[] b, int k)
    {
        double sum = 0;
        for (var at = 0; at < a.Length; at += Width)
        {
            sum += a[at + j] * b[at + k];
        }

        return sum;
    }
}
