using LeadScout.Texts;

namespace LeadScout.Tests.Texts;

/// <summary>The names of a text's features, in the order in which they are read, repeats included.</summary>
internal static class Features
{
    public static List<string> Of(string text)
    {
        var names = new List<string>();
        new FeatureReader().Read(text, (_, name) => names.Add(name.ToString()));
        return names;
    }

    /// <summary>Features other than n-grams that two texts have in common.</summary>
    public static IEnumerable<string> Shared(string a, string b) =>
        Of(TextNormaliser.Normalise(a))
            .Intersect(Of(TextNormaliser.Normalise(b)))
            .Where(name => !name.StartsWith("ngram:", StringComparison.Ordinal));
}
