using System.Collections.Immutable;

namespace LeadScout.Llm.Faults;

/// <summary>Keeps lead texts out of messages: servers quote the request in their errors at times.</summary>
internal static class Discretion
{
    // A message may be cut anywhere, so the beginning of a text gives it away. A shorter text counts in full, and as a whole word only.
    private const int TellingLength = 12;

    /// <summary>Whether a message seems to repeat the prompt or one of the texts.</summary>
    public static bool Repeats(string message, ImmutableArray<string> texts) =>
        message.Contains("\"items", StringComparison.Ordinal) || message.Contains("\\\"items", StringComparison.Ordinal) || texts.Any(text => Quotes(message, text.Trim()));

    private static bool Quotes(string message, string text)
    {
        if (text.Length >= TellingLength)
        {
            return message.Contains(text[..TellingLength], StringComparison.Ordinal);
        }

        for (var at = Next(0); at >= 0; at = Next(at + 1))
        {
            var end = at + text.Length;
            if ((at == 0 || !char.IsLetterOrDigit(message[at - 1])) && (end == message.Length || !char.IsLetterOrDigit(message[end])))
            {
                return true;
            }
        }

        return false;

        int Next(int from) => text.Length == 0 ? -1 : message.IndexOf(text, from, StringComparison.Ordinal);
    }
}
