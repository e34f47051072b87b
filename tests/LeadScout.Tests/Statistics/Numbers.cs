using Xunit;

namespace LeadScout.Tests.Statistics;

internal static class Numbers
{
    /// <summary>The same up to what one machine rounds otherwise than another.</summary>
    public static void Same(double[] expected, params double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        foreach (var (wanted, number) in expected.Zip(found))
        {
            if (wanted != number)
            {
                Assert.Equal(wanted, number, 1e-9 * Math.Max(1, Math.Abs(wanted)));
            }
        }
    }
}
