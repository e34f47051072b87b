namespace LeadScout.Savings.Methods;

/// <summary>
/// For each text, the texts that are at least <see cref="Floor"/> similar (cosine), the nearest first, ties in list order.
/// </summary>
internal sealed class NeighbourLists
{
    /// <summary>Less similar texts are not listed; no threshold is looked for below.</summary>
    public const float Floor = 0.5f;

    private readonly List<(int Text, float Similarity)>[] _lists;

    public NeighbourLists(NGramVectors vectors)
    {
        _lists = [.. vectors.Vectors.Select(_ => new List<(int, float)>())];
        var postings = new List<(int Text, float Weight)>[vectors.Dimensions];
        var similarity = new float[_lists.Length];
        for (var text = 0; text < _lists.Length; text++)
        {
            foreach (var (id, weight) in vectors.Vectors[text])
            {
                foreach (var (other, otherWeight) in postings[id] ??= [])
                {
                    similarity[other] += weight * otherWeight;
                }

                postings[id].Add((text, weight));
            }

            for (var other = 0; other < text; other++)
            {
                if (similarity[other] >= Floor)
                {
                    _lists[text].Add((other, similarity[other]));
                    _lists[other].Add((text, similarity[other]));
                }
            }

            Array.Clear(similarity, 0, text);
        }

        foreach (var list in _lists)
        {
            list.Sort((a, b) => a.Similarity == b.Similarity ? a.Text.CompareTo(b.Text) : b.Similarity.CompareTo(a.Similarity));
        }
    }

    /// <summary>The neighbours of a text.</summary>
    public IReadOnlyList<(int Text, float Similarity)> this[int text] => _lists[text];
}
