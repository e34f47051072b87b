using System.Collections.Immutable;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using LeadScout.Texts;

namespace LeadScout.Questions;

/// <summary>A label that the user fixed by hand for texts that contain one of some words, or that match a regular expression.</summary>
[JsonConverter(typeof(RuleJsonConverter))]
public sealed class Rule
{
    // For expressions that only an engine that backtracks can match: with more, one text could hold up a list for ever.
    private static readonly TimeSpan MatchLimit = TimeSpan.FromMilliseconds(250);

    private readonly Regex? _regex;

    private Rule(string label, ImmutableArray<string> words, Regex? regex)
    {
        Label = label;
        Words = words;
        _regex = regex;
    }

    /// <summary>The label's name.</summary>
    public string Label { get; }

    /// <summary>The normalised words, any of which decides; empty for a rule by expression.</summary>
    public ImmutableArray<string> Words { get; }

    /// <summary>The regular expression, or null for a rule by words.</summary>
    public string? Expression => _regex?.ToString();

    /// <summary>
    /// A rule that decides a text containing any of <paramref name="words"/> as whole words (a word may be several, as in "head of").
    /// </summary>
    /// <exception cref="ArgumentException">No word, or a blank one.</exception>
    public static Rule OfWords(string label, IEnumerable<string> words)
    {
        var normalised = words.Select(TextNormaliser.Normalise).ToImmutableArray();
        if (normalised.IsEmpty || normalised.Any(string.IsNullOrEmpty))
        {
            throw new ArgumentException($"The rule for '{label}' has no words, or a blank one.", nameof(words));
        }

        return new Rule(label, normalised, null);
    }

    /// <summary>A rule that decides a text matching <paramref name="expression"/>, upper and lower case alike.</summary>
    /// <exception cref="ArgumentException">The expression is not valid.</exception>
    /// <remarks>It is matched in linear time where it can be: without look-around, back-references and atomic groups.</remarks>
    public static Rule OfExpression(string label, string expression)
    {
        const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
        try
        {
            return new(label, [], new Regex(expression, Options | RegexOptions.NonBacktracking));
        }
        catch (NotSupportedException)
        {
            return new(label, [], new Regex(expression, Options, MatchLimit));
        }
    }

    /// <summary>Whether the rule decides this normalised text.</summary>
    /// <exception cref="BadInputException">Its expression takes too long over this text.</exception>
    public bool Matches(string normalisedText)
    {
        if (_regex is not null)
        {
            try
            {
                return _regex.IsMatch(normalisedText);
            }
            catch (RegexMatchTimeoutException)
            {
                throw new BadInputException(
                    $"The rule for '{Label}' with the expression \"{Expression}\" takes longer over one text than it may: repetitions inside repetitions have too many ways to "
                    + "match. Write it without nested repetition, look-around and back-references, or as 'words'.");
            }
        }

        foreach (var word in Words)
        {
            if (ContainsWord(normalisedText, word))
            {
                return true;
            }
        }

        return false;
    }

    private static bool ContainsWord(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                return true;
            }
        }

        return false;
    }
}
