using LeadScout.Statistics;

namespace LeadScout.Tests.Fakes;

/// <summary>Vectors for tests.</summary>
internal static class Vector
{
    /// <summary>As the store keeps one.</summary>
    public static ReadOnlyMemory<Half> Of(params float[] values) => Array.ConvertAll(values, value => (Half)value);

    /// <summary>Drawn evenly from -0.5 to 0.5.</summary>
    public static float[] Random(int length, ulong seed)
    {
        var random = new SeededRandom(seed);
        var vector = new float[length];
        for (var d = 0; d < length; d++)
        {
            vector[d] = (float)(random.NextShare() - 0.5);
        }

        return vector;
    }

    /// <summary>One random vector a text.</summary>
    public static ReadOnlyMemory<Half>[] RandomRows(int count, int length, ulong seed) =>
        [.. Enumerable.Range(0, count).Select(row => Of(Random(length, (seed * 1_000_003) + (ulong)row)))];

    /// <summary>Equal but for rounding.</summary>
    public static bool Near(float one, float other) => Math.Abs(one - other) < 1e-3;
}
