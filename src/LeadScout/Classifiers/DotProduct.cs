using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LeadScout.Classifiers;

/// <summary>
/// Sums of products in one order on every machine: eight lanes, added up pairwise at the end, multiplied and added in two steps. A library's
/// would use whatever width and fused steps the processor has, and neighbours that are equally near would change places.
/// </summary>
internal static class DotProduct
{
    /// <summary>Of two rows of the same length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Of(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        ReadOnlySpan<Vector256<float>> a = MemoryMarshal.Cast<float, Vector256<float>>(x), b = MemoryMarshal.Cast<float, Vector256<float>>(y);
        Vector256<float> even = Vector256<float>.Zero, odd = even;
        int k = 0;
        for (; k + 1 < a.Length; k += 2)
        {
            even += a[k] * b[k];
            odd += a[k + 1] * b[k + 1];
        }

        if (k < a.Length)
        {
            even += a[k] * b[k];
        }

        float sum = Total(even + odd);
        for (int d = a.Length * Vector256<float>.Count; d < x.Length; d++)
        {
            sum += x[d] * y[d];
        }

        return sum;
    }

    /// <summary>Of one row with four others, of which each part is read once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (float A, float B, float C, float D) OfFour(
        ReadOnlySpan<float> x, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, ReadOnlySpan<float> d)
    {
        if (x.Length % (2 * Vector256<float>.Count) != 0)
        {
            return (Of(x, a), Of(x, b), Of(x, c), Of(x, d));
        }

        if (Vector512.IsHardwareAccelerated)
        {
            return OfFourAtFullWidth(x, a, b, c, d);
        }

        ref float own = ref MemoryMarshal.GetReference(x), ra = ref MemoryMarshal.GetReference(a), rb = ref MemoryMarshal.GetReference(b);
        ref float rc = ref MemoryMarshal.GetReference(c), rd = ref MemoryMarshal.GetReference(d);
        Vector256<float> a0 = Vector256<float>.Zero, a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
        for (nuint k = 0; k < (nuint)x.Length; k += 16)
        {
            Vector256<float> even = Vector256.LoadUnsafe(ref own, k), odd = Vector256.LoadUnsafe(ref own, k + 8);
            a0 += even * Vector256.LoadUnsafe(ref ra, k);
            a1 += odd * Vector256.LoadUnsafe(ref ra, k + 8);
            b0 += even * Vector256.LoadUnsafe(ref rb, k);
            b1 += odd * Vector256.LoadUnsafe(ref rb, k + 8);
            c0 += even * Vector256.LoadUnsafe(ref rc, k);
            c1 += odd * Vector256.LoadUnsafe(ref rc, k + 8);
            d0 += even * Vector256.LoadUnsafe(ref rd, k);
            d1 += odd * Vector256.LoadUnsafe(ref rd, k + 8);
        }

        return (Total(a0 + a1), Total(b0 + b1), Total(c0 + c1), Total(d0 + d1));
    }

    /// <summary>The same sums: the even eight lanes lie in the lower half of a vector, the odd ones in the upper.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (float A, float B, float C, float D) OfFourAtFullWidth(
        ReadOnlySpan<float> x, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, ReadOnlySpan<float> d)
    {
        ref float own = ref MemoryMarshal.GetReference(x), ra = ref MemoryMarshal.GetReference(a), rb = ref MemoryMarshal.GetReference(b);
        ref float rc = ref MemoryMarshal.GetReference(c), rd = ref MemoryMarshal.GetReference(d);
        Vector512<float> sa = Vector512<float>.Zero, sb = sa, sc = sa, sd = sa;
        for (nuint k = 0; k < (nuint)x.Length; k += 16)
        {
            var part = Vector512.LoadUnsafe(ref own, k);
            sa += part * Vector512.LoadUnsafe(ref ra, k);
            sb += part * Vector512.LoadUnsafe(ref rb, k);
            sc += part * Vector512.LoadUnsafe(ref rc, k);
            sd += part * Vector512.LoadUnsafe(ref rd, k);
        }

        return (
            Total(sa.GetLower() + sa.GetUpper()), Total(sb.GetLower() + sb.GetUpper()),
            Total(sc.GetLower() + sc.GetUpper()), Total(sd.GetLower() + sd.GetUpper()));
    }

    private static float Total(Vector256<float> lanes)
    {
        Vector128<float> half = lanes.GetLower() + lanes.GetUpper();
        return (half[0] + half[1]) + (half[2] + half[3]);
    }
}
