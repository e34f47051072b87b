using Microsoft.ML.Tokenizers;

namespace LeadScout.Llm.Wire;

/// <summary>Counts tokens in the o200k_base vocabulary, which OpenAI's models use. Loaded at the first count (about a second); thread-safe.</summary>
internal static class TokenCounter
{
    // Merging takes time in the square of the longest word, and a cell of rubbish can be one word of two megabytes. Longer texts are counted
    // in pieces: a cut can only split tokens, so the sum is at most a little too high.
    private const int LongestWhole = 8192;
    private const int Piece = 512;

    private static readonly Lazy<TiktokenTokenizer> Tokenizer = new(() => TiktokenTokenizer.CreateForEncoding("o200k_base"));

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
}
