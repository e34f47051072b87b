namespace LeadScout.Embeddings.Tests;

/// <summary>The encoder that comes with the add-on, loaded once: it takes some tenths of a second.</summary>
public sealed class Encoder : IDisposable
{
    /// <summary>The encoder.</summary>
    public LocalEmbedder Local { get; } = LocalEmbedder.Open(null, 1);

    /// <inheritdoc/>
    public void Dispose() => Local.Dispose();

    /// <summary>The cosine of two vectors.</summary>
    internal static double Likeness(float[] one, float[] other)
    {
        return Dot(one, other) / Math.Sqrt(Dot(one, one) * Dot(other, other));

        static double Dot(float[] a, float[] b) => a.Zip(b, (x, y) => (double)x * y).Sum();
    }
}
