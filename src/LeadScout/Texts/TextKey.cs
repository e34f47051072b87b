using System.Text.Json.Serialization;

namespace LeadScout.Texts;

/// <summary>
/// 128-bit hash (XXH3 over UTF-16) of the normalised text. Leads with the same key share one decision.
/// </summary>
[JsonConverter(typeof(TextKeyJsonConverter))]
public readonly record struct TextKey(Hash128 Hash)
{
    /// <summary>The key of a text, which is normalised first.</summary>
    public static TextKey Of(string text) => Of(text.AsSpan());

    /// <summary>The same; for a text in ASCII of up to 128 characters without allocation.</summary>
    public static TextKey Of(ReadOnlySpan<char> text)
    {
        Span<char> buffer = text.Length <= TextNormaliser.OnStack ? stackalloc char[TextNormaliser.OnStack] : new char[text.Length];
        return OfNormalised(TextNormaliser.Normalise(text, buffer));
    }

    /// <summary>The key of a text that <see cref="TextNormaliser"/> has been over already.</summary>
    public static TextKey OfNormalised(ReadOnlySpan<char> normalised) => new(Hash128.Of(normalised));

    /// <inheritdoc/>
    public bool Equals(TextKey other) => Hash.Equals(other.Hash);

    /// <inheritdoc/>
    public override int GetHashCode() => Hash.GetHashCode();

    /// <summary>32 hexadecimal digits.</summary>
    public override string ToString() => Hash.ToString();

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">Not 32 hexadecimal digits.</exception>
    public static TextKey Parse(string text) => new(Hash128.Parse(text));
}
