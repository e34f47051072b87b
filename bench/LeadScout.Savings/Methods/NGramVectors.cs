using LeadScout.Texts;

namespace LeadScout.Savings.Methods;

/// <summary>Texts as TF-IDF vectors of length 1 over character 2- to 4-grams inside word borders; idf over all the texts given.</summary>
internal sealed class NGramVectors
{
    private const int Shortest = 2;
    private const int Longest = 4;

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);

    public NGramVectors(IReadOnlyList<string> texts)
    {
        var counts = texts.Select(Count).ToArray();
        var documents = new int[_ids.Count];
        foreach (var (id, _) in counts.SelectMany(vector => vector))
        {
            documents[id]++;
        }

        Vectors = [.. counts.Select(vector => Weigh(vector, documents, texts.Count))];
    }

    /// <summary>Different n-grams.</summary>
    public int Dimensions => _ids.Count;

    /// <summary>By text: n-grams and weights, the squares of which add up to 1; empty for a text without a word.</summary>
    public (int Id, float Weight)[][] Vectors { get; }

    private static (int Id, float Weight)[] Weigh((int Id, int Count)[] vector, int[] documents, int texts)
    {
        var weights = vector.Select(entry => entry.Count * (Math.Log((1.0 + texts) / (1.0 + documents[entry.Id])) + 1)).ToArray();
        var length = Math.Sqrt(weights.Sum(weight => weight * weight));
        return [.. vector.Select((entry, i) => (entry.Id, (float)(weights[i] / length)))];
    }

    private (int Id, int Count)[] Count(string text)
    {
        var counts = new SortedDictionary<int, int>();
        foreach (var word in WordsOf(TextNormaliser.Normalise(text)))
        {
            for (var size = Shortest; size <= Math.Min(Longest, word.Length); size++)
            {
                for (var at = 0; at + size <= word.Length; at++)
                {
                    var id = IdOf(word.Substring(at, size));
                    counts[id] = counts.GetValueOrDefault(id) + 1;
                }
            }
        }

        return [.. counts.Select(pair => (pair.Key, pair.Value))];
    }

    private int IdOf(string gram)
    {
        _ids.TryAdd(gram, _ids.Count);
        return _ids[gram];
    }

    // A word with a border on either side, as in " sales ".
    private static IEnumerable<string> WordsOf(string text) =>
        new string([.. text.Select(c => char.IsLetterOrDigit(c) ? c : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => $" {word} ");
}
