namespace LeadScout.Classifiers;

/// <summary>
/// Makes the columns of a tall row-major matrix orthonormal by Cholesky QR, twice for accuracy. A column that depends on
/// those before it (a small list has fewer directions than columns) becomes zero. The width is a multiple of 16.
/// </summary>
internal static class Orthonormal
{
    private const double Jitter = 1e-9;

    // Share of a column's square that is rounding, given sums of a block in single precision.
    private const double Dependent = 1e-5;
    private const int Block = 256;

    public static void Make(float[] matrix, int width)
    {
        int[] every = [.. Enumerable.Range(0, width)];
        for (int round = 0; round < 2; round++)
        {
            float[] inverse = InverseTransposed(Cholesky(Gram(matrix, every), width), width);
            float[] row = new float[width];
            for (int at = 0; at < matrix.Length; at += width)
            {
                Span<float> current = matrix.AsSpan(at, width);
                row.AsSpan().Clear();
                LabelVector.AddRows(every, current, inverse, row);
                row.CopyTo(current);
            }
        }
    }

    private static double[] Gram(float[] matrix, int[] every)
    {
        int width = every.Length;
        double[] gram = new double[width * width];
        float[] block = new float[width * width];
        for (int start = 0; start < matrix.Length; start += Block * width)
        {
            Array.Clear(block);
            for (int at = start; at < Math.Min(matrix.Length, start + (Block * width)); at += width)
            {
                ReadOnlySpan<float> row = matrix.AsSpan(at, width);
                LabelVector.AddToRows(every, row, row, block);
            }

            for (int i = 0; i < gram.Length; i++)
            {
                gram[i] += block[i];
            }
        }

        return gram;
    }

    private static double[] Cholesky(double[] gram, int width)
    {
        double trace = 0;
        for (int j = 0; j < width; j++)
        {
            trace += gram[(j * width) + j];
        }

        double[] lower = new double[width * width];
        for (int j = 0; j < width; j++)
        {
            for (int k = 0; k <= j; k++)
            {
                double sum = gram[(j * width) + k] + (j == k ? Jitter * trace : 0);
                for (int z = 0; z < k; z++)
                {
                    sum -= lower[(j * width) + z] * lower[(k * width) + z];
                }

                lower[(j * width) + k] = j == k ? Pivot(sum, gram[(j * width) + j], trace) : sum / lower[(k * width) + k];
            }
        }

        return lower;
    }

    /// <summary>An infinite pivot makes its column zero.</summary>
    private static double Pivot(double rest, double square, double trace) =>
        rest <= (Dependent * square) + (2 * Jitter * trace) ? double.PositiveInfinity : Math.Sqrt(rest);

    private static float[] InverseTransposed(double[] lower, int width)
    {
        double[] inverse = new double[width * width];
        for (int c = 0; c < width; c++)
        {
            for (int r = c; r >= 0; r--)
            {
                double sum = r == c ? 1 : 0;
                for (int z = r + 1; z <= c; z++)
                {
                    sum -= lower[(z * width) + r] * inverse[(z * width) + c];
                }

                inverse[(r * width) + c] = sum / lower[(r * width) + r];
            }
        }

        return Array.ConvertAll(inverse, x => (float)x);
    }
}
