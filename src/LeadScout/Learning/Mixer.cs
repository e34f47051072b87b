namespace LeadScout.Learning;

/// <summary>
/// Mixes the members' scores into one probability a label: a conditional logit with one weight a member, fitted to the
/// predictions made just before their answers arrived (prequential), so no answer judges a model that has seen it.
/// </summary>
internal sealed class Mixer(int members, int labels, double[] prior)
{
    private const float Negligible = 1e-6f;
    private readonly double[] _weights = [.. prior];

    /// <summary>Weight of a member, at least 0.</summary>
    public double Weight(int member) => _weights[member];

    /// <summary>Probabilities of the labels from the members' scores (member-major, members · labels).</summary>
    public void Mix(ReadOnlySpan<float> scores, Span<float> probabilities) => Mix(_weights, scores, probabilities);

    /// <summary>Refits the weights to records of scores and the label that the answer gave.</summary>
    public void Fit(IReadOnlyList<Record> records)
    {
        float[] probabilities = new float[labels];
        double[] mean = new double[members];
        Newton.Maximise(_weights, (at, gradient, curvature) =>
        {
            double value = 0;
            Array.Clear(curvature);
            for (int j = 0; j < members; j++)
            {
                double away = at[j] - prior[j];
                value -= 0.5 * away * away;
                gradient[j] = -away;
                curvature[j, j] = 1;
            }

            foreach (Record record in records)
            {
                Mix(at, record.Scores, probabilities);
                value += Math.Log(Math.Max(probabilities[record.Label], 1e-30));
                Accumulate(record, probabilities, mean, gradient, curvature);
            }

            return value;
        });
        for (int j = 0; j < members; j++)
        {
            _weights[j] = Math.Max(0, _weights[j]);
        }
    }

    private void Accumulate(Record record, float[] probabilities, double[] mean, double[] gradient, double[,] curvature)
    {
        Array.Clear(mean);
        for (int l = 0; l < labels; l++)
        {
            // Of many labels a few matter to a text; the others add nothing that a fit could notice.
            if (probabilities[l] < Negligible)
            {
                continue;
            }

            for (int m = 0; m < members; m++)
            {
                double share = (double)probabilities[l] * record.Scores[(m * labels) + l];
                mean[m] += share;
                for (int k = 0; k <= m; k++)
                {
                    curvature[m, k] += share * record.Scores[(k * labels) + l];
                }
            }
        }

        for (int m = 0; m < members; m++)
        {
            gradient[m] += record.Scores[(m * labels) + record.Label] - mean[m];
            for (int k = 0; k <= m; k++)
            {
                curvature[m, k] -= mean[m] * mean[k];
            }
        }
    }

    private void Mix(double[] weights, ReadOnlySpan<float> scores, Span<float> probabilities)
    {
        float highest = float.MinValue;
        for (int l = 0; l < labels; l++)
        {
            double sum = 0;
            for (int m = 0; m < members; m++)
            {
                sum += weights[m] * scores[(m * labels) + l];
            }

            probabilities[l] = (float)sum;
            highest = MathF.Max(highest, probabilities[l]);
        }

        float total = 0;
        for (int l = 0; l < labels; l++)
        {
            probabilities[l] = MathF.Exp(probabilities[l] - highest);
            total += probabilities[l];
        }

        for (int l = 0; l < labels; l++)
        {
            probabilities[l] /= total;
        }
    }
}
