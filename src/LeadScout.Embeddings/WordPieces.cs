using System.Text;
using Microsoft.ML.Tokenizers;

namespace LeadScout.Embeddings;

/// <summary>The tokenizer for a vocabulary of word pieces.</summary>
internal static class WordPieces
{
    /// <summary>
    /// Reads a vocabulary. One without any capital letter from A to Z (a symbol such as ℝ is none) was made for text in lower case without
    /// accents, and gets that.
    /// </summary>
    public static BertTokenizer Read(byte[] vocabulary)
    {
        var isCased = Encoding.UTF8.GetString(vocabulary).Split('\n').Any(piece => !piece.StartsWith('[') && piece.Any(char.IsAsciiLetterUpper));
        using var stream = new MemoryStream(vocabulary);
        return BertTokenizer.Create(stream, new BertOptions { LowerCaseBeforeTokenization = !isCased, RemoveNonSpacingMarks = !isCased });
    }
}
