namespace LeadScout.Statistics;

/// <summary>Maximises a concave function of a few coefficients by Newton's method; a step that does not improve is halved.</summary>
internal static class Newton
{
    private const int MostSteps = 8;
    private const int MostHalvings = 12;
    private const double Settled = 1e-3;

    /// <summary>Fills gradient and negative Hessian (lower triangle) at the given coefficients and returns the value there.</summary>
    internal delegate double Slope(double[] at, double[] gradient, double[,] curvature);

    /// <summary>Improves <paramref name="coefficients"/> in place.</summary>
    public static void Maximise(double[] coefficients, Slope slope)
    {
        int count = coefficients.Length;
        double[] gradient = new double[count], gradientThere = new double[count];
        double[,] curvature = new double[count, count], curvatureThere = new double[count, count];
        double value = slope(coefficients, gradient, curvature);
        for (int step = 0; step < MostSteps; step++)
        {
            double[] direction = Solve(curvature, gradient);
            double[] start = [.. coefficients];
            double length = 1;
            for (int halving = 0; ; halving++, length /= 2)
            {
                for (int j = 0; j < count; j++)
                {
                    coefficients[j] = start[j] + (length * direction[j]);
                }

                double there = slope(coefficients, gradientThere, curvatureThere);
                if (there >= value)
                {
                    (
                        value,
                        gradient,
                        gradientThere,
                        curvature,
                        curvatureThere) = (there, gradientThere, gradient, curvatureThere, curvature);
                    break;
                }

                if (halving == MostHalvings)
                {
                    start.CopyTo(coefficients, 0);
                    return;
                }
            }

            if (direction.Max(Math.Abs) * length < Settled)
            {
                return;
            }
        }
    }

    /// <summary>Solves a symmetric positive definite system given its lower triangle, by Cholesky.</summary>
    private static double[] Solve(double[,] matrix, double[] right)
    {
        int count = right.Length;
        double[,] lower = new double[count, count];
        double[] x = [.. right];
        for (int j = 0; j < count; j++)
        {
            for (int k = 0; k <= j; k++)
            {
                double sum = matrix[j, k];
                for (int z = 0; z < k; z++)
                {
                    sum -= lower[j, z] * lower[k, z];
                }

                lower[j, k] = j == k ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / lower[k, k];
            }
        }

        for (int j = 0; j < count; j++)
        {
            for (int k = 0; k < j; k++)
            {
                x[j] -= lower[j, k] * x[k];
            }

            x[j] /= lower[j, j];
        }

        for (int j = count - 1; j >= 0; j--)
        {
            for (int k = j + 1; k < count; k++)
            {
                x[j] -= lower[k, j] * x[k];
            }

            x[j] /= lower[j, j];
        }

        return x;
    }
}
