using System.Collections.Frozen;
using System.Collections.Immutable;

namespace LeadScout.Llm.Faults;

/// <summary>
/// Whether what a service said holds a fragment of a text that it was asked about. Services quote the request at times: cut, escaped, in
/// other letters, in another order. What is stored may hold none of it, so a fragment in common is enough: a word, or four letters in a row
/// that are in no label. Words of the labels are in every prompt, and tell nothing about anyone. Built at the first use. Thread-safe.
/// </summary>
internal sealed class PromptLeakCheck
{
    // Parts of words that are shorter are in any word.
    private const int TellingPart = 4;

    // Scripts without letters say with two characters what takes an alphabet a word.
    private const char FirstOfTerseScripts = '\u2E80';

    // Every sentence of a service has some of these, and a title may well: they tell nothing.
    private static readonly FrozenSet<string> FunctionWords = FrozenSet.ToFrozenSet(
        ["a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "in", "is", "it", "no", "not", "of", "on", "or", "that", "the", "this", "to", "was", "with"],
        StringComparer.Ordinal);

    private static readonly string[] PromptMarks = ["\"items", "\\\"items"];

    private readonly Lazy<HashSet<string>> _labelWords;
    private readonly Lazy<PlainWords[]> _texts;
    private readonly Lazy<HashSet<string>> _parts;

    /// <param name="texts">What was asked about.</param>
    /// <param name="labels">The names of the labels of all that was asked.</param>
    public PromptLeakCheck(ImmutableArray<string> texts, IEnumerable<string> labels)
    {
        var names = new Lazy<PlainWords[]>(() => [.. labels.Select(label => new PlainWords(label))]);
        _labelWords = new(() => [.. names.Value.SelectMany(label => label.Words), .. FunctionWords]);
        _texts = new(() => [.. texts.Select(text => new PlainWords(text))]);
        _parts = new(
            () => [.. _texts.Value.SelectMany(text => PartsOf(text.Letters)).Except(names.Value.SelectMany(label => PartsOf(label.Letters)))]);
    }

    /// <summary>Whether the words can't be stored.</summary>
    public bool Leaks(string said)
    {
        var plain = new PlainWords(said);
        var own = plain.Words.Where(word => !_labelWords.Value.Contains(word)).ToArray();
        return PromptMarks.Any(mark => said.Contains(mark, StringComparison.Ordinal))
            || PartsOf(plain.Letters).Any(_parts.Value.Contains)
            || _texts.Value.SelectMany(text => text.Words).Where(word => !_labelWords.Value.Contains(word)).Any(word => own.Any(said => said == word || IsPart(said, word) || IsPart(word, said)))
            || _texts.Value.Any(text => text.Letters == plain.Letters && !text.Words.IsSubsetOf(_labelWords.Value));
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
