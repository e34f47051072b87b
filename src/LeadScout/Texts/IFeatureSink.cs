namespace LeadScout.Texts;

/// <summary>
/// Receives a text's features one by one, repeats included. A type parameter of the reader, so that nothing is boxed or called indirectly.
/// </summary>
internal interface IFeatureSink
{
    /// <summary>One occurrence of a feature; <paramref name="name"/> is without the kind's prefix and only valid during the call.</summary>
    void Take(FeatureKind kind, ReadOnlySpan<char> name);

    /// <summary>One occurrence of an n-gram.</summary>
    void Take(Ngram ngram);
}
