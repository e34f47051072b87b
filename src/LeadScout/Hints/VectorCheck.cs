namespace LeadScout.Hints;

/// <summary>
/// Looks at what an embedder made before any of it is kept: a vector that is none would be compared with others for good.
/// </summary>
internal static class VectorCheck
{
    /// <summary>What is wrong with the vectors of a call, in words that hold no text; null when nothing is.</summary>
    /// <param name="vectors">As they came.</param>
    /// <param name="texts">How many texts they are to be of.</param>
    /// <param name="dimensions">The length that they must have; null for any, all of one call the same.</param>
    public static string? FaultOf(IReadOnlyList<float[]> vectors, int texts, int? dimensions)
    {
        if (vectors.Count != texts)
        {
            return $"it gave {vectors.Count} vectors for {texts} texts";
        }

        var length = dimensions ?? vectors[0].Length;
        foreach (var vector in vectors)
        {
            if (vector.Length == 0 || vector.Length != length)
            {
                return length == 0 || vector.Length == 0
                    ? "it gave a vector without any number in it"
                    : $"it gave a vector of {vector.Length} dimensions where others have {length}";
            }

            if (Array.Exists(vector, value => !Half.IsFinite((Half)value)))
            {
                return "it gave a vector with numbers that are none, or too large to be kept";
            }

            if (Array.TrueForAll(vector, value => (Half)value == Half.Zero))
            {
                return "it gave a vector of zeros, which means nothing";
            }
        }

        return null;
    }
}
