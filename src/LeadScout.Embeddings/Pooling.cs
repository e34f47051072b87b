namespace LeadScout.Embeddings;

/// <summary>From what an encoder makes of each word piece to one vector a text.</summary>
internal static class Pooling
{
    /// <summary>The mean over a text's pieces, of which none is padding; what is one vector a text already stays.</summary>
    /// <param name="output">The network's first output.</param>
    /// <param name="shape">Texts × dimensions, or texts × pieces × dimensions.</param>
    /// <param name="texts">How many texts went in.</param>
    /// <exception cref="InvalidOperationException">It is of another shape.</exception>
    public static float[][] Mean(ReadOnlySpan<float> output, long[] shape, int texts)
    {
        if (shape.Length is not (2 or 3) || shape[0] != texts || shape[^1] is < 1 or > 65_536)
        {
            throw new InvalidOperationException($"Its output has the shape {string.Join(" × ", shape)}.");
        }

        var pieces = shape.Length == 3 ? (int)shape[1] : 1;
        var dimensions = (int)shape[^1];
        var vectors = new float[texts][];
        for (var text = 0; text < texts; text++)
        {
            var sum = new double[dimensions];
            for (var piece = 0; piece < pieces; piece++)
            {
                var one = output.Slice(((text * pieces) + piece) * dimensions, dimensions);
                for (var d = 0; d < dimensions; d++)
                {
                    sum[d] += one[d];
                }
            }

            vectors[text] = Array.ConvertAll(sum, total => (float)(total / pieces));
        }

        return vectors;
    }
}
