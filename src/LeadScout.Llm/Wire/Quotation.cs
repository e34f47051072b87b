using System.Collections.Immutable;
using LeadScout.Llm.Faults;
using LeadScout.Questions;

namespace LeadScout.Llm.Wire;

/// <summary>
/// Quotes what a model said where a label should be, so that a person sees what is wrong, but only what can be stored: short, and without a word, or part of a word, of any text
/// that was asked about. Words of the labels are in every prompt, and tell nothing about anyone.
/// </summary>
internal sealed class Quotation
{
    private const int Longest = 60;

    // Parts of words that are shorter are in any word.
    private const int TellingPart = 4;

    // Scripts without letters say with two characters what takes an alphabet a word.
    private const char FirstOfTerseScripts = '\u2E80';

    private readonly HashSet<string> _labelWords;
    private readonly HashSet<string> _labelParts;
    private readonly Lazy<PlainWords[]> _texts;
    private readonly Lazy<HashSet<string>> _parts;

    /// <param name="texts">What was asked about.</param>
    /// <param name="questions">What was asked.</param>
    public Quotation(ImmutableArray<string> texts, ImmutableArray<LabelMatcher> questions)
    {
        var labels = questions.SelectMany(question => question.Labels).Select(label => new PlainWords(label.Name)).ToArray();
        _labelWords = [.. labels.SelectMany(label => label.Words)];
        _labelParts = [.. labels.SelectMany(label => PartsOf(label.Letters))];
        _texts = new(() => [.. texts.Select(text => new PlainWords(text))]);
        _parts = new(() => [.. _texts.Value.SelectMany(text => PartsOf(text.Letters)).Where(part => !_labelParts.Contains(part))]);
    }

    /// <summary>As in <c>: "Retail"</c>, to be put behind a reason; nothing if nothing was said, or it may quote a text.</summary>
    public string Of(string? said)
    {
        if (string.IsNullOrWhiteSpace(said) || Echoes(said))
        {
            return "";
        }

        var line = string.Concat(said.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return $": \"{(line.Length <= Longest ? line : line[..(char.IsHighSurrogate(line[Longest - 1]) ? Longest - 1 : Longest)] + "…")}\"";
    }

    private bool Echoes(string said)
    {
        var plain = new PlainWords(said);
        var own = plain.Words.Where(word => !_labelWords.Contains(word)).ToArray();
        return PartsOf(plain.Letters).Any(_parts.Value.Contains)
            || _texts.Value.SelectMany(text => text.Words).Where(word => !_labelWords.Contains(word)).Any(word => own.Any(said => said == word || IsPart(said, word) || IsPart(word, said)))
            || _texts.Value.Any(text => text.Letters == plain.Letters && !text.Words.IsSubsetOf(_labelWords));
    }

    private static bool IsPart(string part, string word) => part.Length >= TellingPart - 1 && word.Contains(part, StringComparison.Ordinal);

    private static IEnumerable<string> PartsOf(string letters)
    {
        for (var at = 0; at < letters.Length; at++)
        {
            var length = letters[at] >= FirstOfTerseScripts ? 2 : TellingPart;
            if (at + length <= letters.Length)
            {
                yield return letters.Substring(at, length);
            }
        }
    }
}
