using System.Collections.Immutable;

namespace LeadScout.Questions;

/// <summary>One or several words in a row, folded; a star at the end of one stands for any ending.</summary>
internal sealed class WordPattern
{
    private readonly string[] _words;

    private WordPattern(string words) => _words = words.Split(' ');

    /// <summary>Patterns parted by commas.</summary>
    public static ImmutableArray<WordPattern> List(string patterns) =>
        [.. patterns.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(words => new WordPattern(words))];

    /// <summary>The words of a text, folded.</summary>
    public static ImmutableArray<string> WordsOf(string text) =>
        [.. string.Concat(LabelMatcher.Fold(text).Select(c => char.IsLetterOrDigit(c) ? c : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Where it stands in a text's words: the first, and the one after the last; null if nowhere.</summary>
    public Range? Find(ImmutableArray<string> words)
    {
        for (var at = 0; at + _words.Length <= words.Length; at++)
        {
            if (IsAt(words, at))
            {
                return at..(at + _words.Length);
            }
        }

        return null;
    }

    /// <summary>Whether it is all of a text's words.</summary>
    public bool IsAll(ImmutableArray<string> words) => words.Length == _words.Length && IsAt(words, 0);

    /// <summary>Whether it stands at a place.</summary>
    public bool IsAt(ImmutableArray<string> words, int at)
    {
        for (var i = 0; i < _words.Length; i++)
        {
            if (at + i >= words.Length || !Matches(_words[i], words[at + i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Matches(string pattern, string word) =>
        pattern[^1] == '*' ? word.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal) : word == pattern;
}
