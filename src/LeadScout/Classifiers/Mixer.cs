using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LeadScout.Statistics;

namespace LeadScout.Classifiers;

/// <summary>
/// Mixes the members' scores into one probability a label: a conditional logit with one weight a member, fitted to the predictions made
/// just before their answers arrived (prequential), so no answer judges a model that has seen it. One thread fits; any number may mix in
/// between.
/// </summary>
internal sealed class Mixer(int members, int labels, double[] prior)
{
    private const float Negligible = 1e-6f;

    // A row of one number a member, padded to whole vectors of the widest kind.
    private const int Lanes = 8;
    private readonly int _width = (members + Lanes - 1) / Lanes * Lanes;
    private readonly double[] _weights = [.. prior];

    /// <summary>Weight of a member, at least 0.</summary>
    public double Weight(int member) => _weights[member];

    /// <summary>Probabilities of the labels from the members' scores (member-major, members · labels).</summary>
    public void Mix(ReadOnlySpan<float> scores, Span<float> probabilities) => Mix(_weights, scores, probabilities);

    /// <summary>Refits the weights to records of scores and the label that the answer gave.</summary>
    public void Fit(IReadOnlyList<PrequentialRecord> records)
    {
        float[] probabilities = new float[labels];
        double[] own = new double[_width], mean = new double[_width], squares = new double[members * _width];
        Newton.Maximise(_weights, (at, gradient, curvature) =>
        {
            double value = 0;
            Array.Clear(squares);
            for (int j = 0; j < members; j++)
            {
                double away = at[j] - prior[j];
                value -= 0.5 * away * away;
                gradient[j] = -away;
                squares[(j * _width) + j] = 1;
            }

            foreach (PrequentialRecord record in records)
            {
                Mix(at, record.Scores, probabilities);
                value += Math.Log(Math.Max(probabilities[record.Label], 1e-30));
                Accumulate(record, probabilities, own, mean, squares);
                for (int m = 0; m < members; m++)
                {
                    gradient[m] += record.Scores[(m * labels) + record.Label] - mean[m];
                }
            }

            for (int m = 0; m < members; m++)
            {
                for (int k = 0; k <= m; k++)
                {
                    curvature[m, k] = squares[(m * _width) + k];
                }
            }

            return value;
        });
        for (int j = 0; j < members; j++)
        {
            _weights[j] = Math.Max(0, _weights[j]);
        }
    }

    /// <summary>Adds how the members' scores vary together over the labels, and writes their mean.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Accumulate(PrequentialRecord record, float[] probabilities, double[] own, double[] mean, double[] squares)
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
                own[m] = record.Scores[(m * labels) + l];
            }

            AddScaled(probabilities[l], own, mean);
            for (int m = 0; m < members; m++)
            {
                AddScaled(probabilities[l] * own[m], own.AsSpan(0, UpTo(m)), squares.AsSpan(m * _width));
            }
        }

        for (int m = 0; m < members; m++)
        {
            AddScaled(-mean[m], mean.AsSpan(0, UpTo(m)), squares.AsSpan(m * _width));
        }
    }

    /// <summary>Length of the whole vectors that hold the lower triangle's row of a member.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int UpTo(int member) => ((member / Vector<double>.Count) + 1) * Vector<double>.Count;

    /// <summary>y += a x, over the length of x: whole vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddScaled(double a, ReadOnlySpan<double> x, Span<double> y)
    {
        ReadOnlySpan<Vector<double>> from = MemoryMarshal.Cast<double, Vector<double>>(x);
        Span<Vector<double>> to = MemoryMarshal.Cast<double, Vector<double>>(y)[..from.Length];
        var factor = new Vector<double>(a);
        for (int j = 0; j < from.Length; j++)
        {
            to[j] += factor * from[j];
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
