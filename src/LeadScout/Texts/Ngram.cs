namespace LeadScout.Texts;

/// <summary>
/// Up to five characters below U+0100 in one number, the first in the highest byte, under a leading 1 that tells the length.
/// </summary>
/// <param name="Code">The number.</param>
internal readonly record struct Ngram(ulong Code)
{
    /// <summary>Nothing yet.</summary>
    public static Ngram Empty { get; } = new(1);

    /// <summary>Whether a character can stand in one.</summary>
    public static bool Takes(char c) => c <= '\xFF';

    /// <summary>The n-gram with one more character.</summary>
    public Ngram Then(char c) => new((Code << 8) | c);

    /// <summary>The characters.</summary>
    public override string ToString()
    {
        Span<char> text = stackalloc char[8];
        int start = text.Length;
        for (ulong rest = Code; rest > 1; rest >>= 8)
        {
            text[--start] = (char)(rest & 0xFF);
        }

        return text[start..].ToString();
    }
}
