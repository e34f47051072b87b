using Microsoft.ML.Tokenizers;

namespace LeadScout.Llm.Wire;

/// <summary>
/// Counts tokens in the o200k_base vocabulary, which OpenAI's models use. Loaded at the first count (about a second); thread-safe.
/// </summary>
internal static class TokenCounter
{
    // Merging takes time in the square of the longest word, and a cell of rubbish can be one word of two megabytes. Longer texts are
    // counted in pieces: a cut can only split tokens, so the sum is at most a little too high.
    private const int LongestWhole = 8192;
    private const int Piece = 512;

    // Servers that only estimate count four characters a token, which is more than the tokens of long plain English.
    private const int EstimatedCharacters = 4;

    private static readonly Lazy<TiktokenTokenizer> Tokenizer = new(() => TiktokenTokenizer.CreateForEncoding("o200k_base"));

    /// <summary>Begins to load the vocabulary, on another core, for whoever will count soon but has other things to do first.</summary>
    public static void LoadAhead() => _ = Task.Run(() => Count("one"));

    /// <summary>The number of tokens in a text.</summary>
    public static int Count(string text)
    {
        if (text.Length <= LongestWhole)
        {
            return Tokenizer.Value.CountTokens(text);
        }

        var tokens = 0;
        for (var at = 0; at < text.Length; at += Piece)
        {
            tokens += Tokenizer.Value.CountTokens(text.AsSpan(at, Math.Min(Piece, text.Length - at)));
        }

        return tokens;
    }

    /// <summary>
    /// The most tokens that any server counts for a text. In another vocabulary that is <paramref name="margin"/> times as many; and as
    /// many more as there are bytes outside ASCII, because a vocabulary without a script spells it byte by byte, as many do with Georgian
    /// or Tamil.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="margin">How many times more tokens the model's vocabulary may need; 1 for o200k_base itself.</param>
    public static long Most(string text, double margin)
    {
        var count = Count(text);
        var counted = margin == 1 ? count : Math.Max((long)Math.Ceiling(count * margin), count + BytesOutsideAscii(text));
        return Math.Max(counted, (text.Length + EstimatedCharacters - 1) / EstimatedCharacters);
    }

    private static long BytesOutsideAscii(string text) =>
        text.EnumerateRunes().Where(rune => !rune.IsAscii).Sum(rune => rune.Utf8SequenceLength);
}
