using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LeadScout.Classifiers;

/// <summary>
/// Arithmetic on rows of label scores, padded to whole vectors. Lanes are never summed across, so results don't depend on the vector's
/// width.
/// </summary>
/// <remarks>
/// Compiled in full at once, as other hot methods with vectors are: a published program holds no code for them, the run-time compiler's
/// first code calls a method for every vector, and a job of a few seconds is over before it is replaced.
/// </remarks>
internal static class LabelVector
{
    private const int Lanes = 16;

    /// <summary>Number of floats for <paramref name="labels"/> scores.</summary>
    public static int Padded(int labels) => (labels + Lanes - 1) / Lanes * Lanes;

    /// <summary>y += a x, for spans of equal padded length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(float a, ReadOnlySpan<float> x, Span<float> y)
    {
        ReadOnlySpan<Vector<float>> from = MemoryMarshal.Cast<float, Vector<float>>(x);
        Span<Vector<float>> to = MemoryMarshal.Cast<float, Vector<float>>(y);
        var factor = new Vector<float>(a);
        for (int j = 0; j < to.Length; j++)
        {
            to[j] += factor * from[j];
        }
    }

    /// <summary>y += sum over k of values[k] · rows[columns[k]], where row r starts at r · y.Length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddRows(ReadOnlySpan<int> columns, ReadOnlySpan<float> values, float[] rows, Span<float> y)
    {
        ref float first = ref MemoryMarshal.GetArrayDataReference(rows);
        int step = Vector<float>.Count, width = y.Length, j = 0;
        for (; j + (4 * step) <= width; j += 4 * step)
        {
            AddFour(columns, values, ref Unsafe.Add(ref first, j), y, j);
        }

        for (; j < width; j += step)
        {
            var sum = new Vector<float>(y[j..]);
            for (int k = 0; k < columns.Length; k++)
            {
                sum += new Vector<float>(values[k]) * Vector.LoadUnsafe(ref first, (nuint)((long)columns[k] * width + j));
            }

            sum.CopyTo(y[j..]);
        }
    }

    /// <summary>rows[columns[k]] += values[k] · x for each k, where row r starts at r · x.Length; x is of padded length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddToRows(ReadOnlySpan<int> columns, ReadOnlySpan<float> values, ReadOnlySpan<float> x, float[] rows)
    {
        for (int j = 0; j < x.Length; j += Lanes)
        {
            Vector256<float> low = Vector256.Create(x[j..]), high = Vector256.Create(x[(j + (Lanes / 2))..]);
            for (int k = 0; k < columns.Length; k++)
            {
                var value = Vector256.Create(values[k]);
                ref float part = ref MemoryMarshal.GetReference(rows.AsSpan((columns[k] * x.Length) + j, Lanes));
                (Vector256.LoadUnsafe(ref part) + (value * low)).StoreUnsafe(ref part);
                (Vector256.LoadUnsafe(ref part, Lanes / 2) + (value * high)).StoreUnsafe(ref part, Lanes / 2);
            }
        }
    }

    /// <summary>Four vectors of <see cref="AddRows"/> at once: each row's memory is read in one go.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddFour(ReadOnlySpan<int> columns, ReadOnlySpan<float> values, ref float first, Span<float> y, int at)
    {
        int step = Vector<float>.Count;
        Vector<float> a = new(y[at..]), b = new(y[(at + step)..]), c = new(y[(at + (2 * step))..]), d = new(y[(at + (3 * step))..]);
        for (int k = 0; k < columns.Length; k++)
        {
            var value = new Vector<float>(values[k]);
            ref float row = ref Unsafe.Add(ref first, (nint)columns[k] * y.Length);
            a += value * Vector.LoadUnsafe(ref row);
            b += value * Vector.LoadUnsafe(ref row, (nuint)step);
            c += value * Vector.LoadUnsafe(ref row, (nuint)(2 * step));
            d += value * Vector.LoadUnsafe(ref row, (nuint)(3 * step));
        }

        a.CopyTo(y[at..]);
        b.CopyTo(y[(at + step)..]);
        c.CopyTo(y[(at + (2 * step))..]);
        d.CopyTo(y[(at + (3 * step))..]);
    }

    /// <summary>Index of the largest of the first <paramref name="labels"/> scores, the first among equals.</summary>
    public static int Best(ReadOnlySpan<float> scores, int labels, int except = -1)
    {
        int best = -1;
        for (int l = 0; l < labels; l++)
        {
            if (l != except && (best < 0 || scores[l] > scores[best]))
            {
                best = l;
            }
        }

        return best;
    }
}
