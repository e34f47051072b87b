using System.Collections.Immutable;

namespace LeadScout.Llm.Faults;

/// <summary>Keeps lead texts out of messages: servers quote the request in their errors at times, cut, escaped, or in other letters.</summary>
internal static class Discretion
{
    // A message may be cut anywhere, so the beginning of a text gives it away. A shorter text counts in full, and as whole words only.
    private const int TellingLength = 10;

    // So many words of a text, in whatever order, are no coincidence.
    private const int TellingWords = 3;

    /// <summary>Whether a message seems to repeat the prompt or one of the texts.</summary>
    public static bool Repeats(string message, ImmutableArray<string> texts)
    {
        var said = new PlainWords(message);
        return message.Contains("\"items", StringComparison.Ordinal) || message.Contains("\\\"items", StringComparison.Ordinal) || texts.Any(text => Quotes(said, new PlainWords(text)));
    }

    private static bool Quotes(PlainWords message, PlainWords text) =>
        text.Letters.Length >= TellingLength
            ? message.Letters.Contains(text.Letters[..TellingLength], StringComparison.Ordinal)
                || (text.Words.Count >= TellingWords && text.Words.Count(message.Words.Contains) >= Math.Max(TellingWords, (text.Words.Count + 1) / 2))
            : text.Words.Count > 0 && text.Words.All(message.Words.Contains);
}
