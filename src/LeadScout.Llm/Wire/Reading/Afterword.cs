using System.Globalization;
using System.Text.RegularExpressions;
using LeadScout.Answers;
using LeadScout.Questions;

namespace LeadScout.Llm.Wire.Reading;

/// <summary>
/// What a model says behind its answer. It may explain it, and wish a nice day. Where it takes the answer back, or gives an item another
/// label, the answer was a draft.
/// </summary>
internal static partial class Afterword
{
    // Nobody explains a label for longer; a model that has lost its thread does.
    private const int Longest = 8192;

    /// <summary>Takes back what the words behind an answer do not stand by.</summary>
    public static void Apply(string words, Asked asked, ItemLabels labels)
    {
        var retracts = Retraction().IsMatch(words) || RetractionElsewhere().IsMatch(words);
        var sentences = Ends().Split(words[..Math.Min(words.Length, Longest)]);
        for (var question = 0; question < asked.Questions.Length; question++)
        {
            var mentioned = sentences.Select(sentence => Mentioned(sentence, asked.Questions[question])).ToArray();
            for (var item = 0; item < asked.Items; item++)
            {
                var label = labels.LabelOf(item, question);
                if (label >= 0
                    && (retracts || sentences.Zip(mentioned).Any(pair => pair.Second.Length > 0 && !pair.Second.Contains(label) && IsAbout(pair.First, item, asked))))
                {
                    labels.TakeBack(item, question);
                }
            }
        }
    }

    private static bool IsAbout(string sentence, int item, Asked asked) =>
        asked.Items == 1
            || Numbers().Matches(sentence).Any(number => number.ValueSpan.SequenceEqual((item + 1).ToString(CultureInfo.InvariantCulture)));

    private static int[] Mentioned(string sentence, LabelMatcher question) =>
        [.. question.Labels.Index().Where(label => Mentions(sentence, label.Item.Name)).Select(label => label.Index)];

    private static bool Mentions(string sentence, string label)
    {
        for (
            var at = sentence.IndexOf(label, StringComparison.Ordinal); at >= 0; at = sentence.IndexOf(label, at + 1, StringComparison.Ordinal))
        {
            var end = at + label.Length;
            if ((at == 0 || !char.IsLetterOrDigit(sentence[at - 1])) && (end == sentence.Length || !char.IsLetterOrDigit(sentence[end])))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(
        """
        \b(?:wait|hold\ on|hang\ on|hmm+|actually|w?hoops|oops|sorry|apolog(?:y|ies|i[sz]e)
        |reconsider(?:ing)?|re-?think|second\ thoughts?|scratch\ that|correction|corrected|mistaken?|revised
        |(?:was|were)\ wrong|should\ (?:instead\ )?be|should\ have\ been|let\ me\ (?!know|explain|add|note|summari[sz]e|clarify)|let['’]s
        |i(?:['’]ll|\ will|\ need\ to|\ must|\ should)(?:\ now)?\ (?:re-?|double-?)?
            (?:check|verify|review|examine|fix|revise)|mixed\b.{0,20}\bup|swapped)\b
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Retraction();

    [GeneratedRegex(
        """
        \b(?:moment(?=[,.!…]|\ mal)|korrektur|korrigiere|stimmt\ (?:so\ )?nicht|doch\ nicht
        |eigentlich|genauer\ (?:betrachtet|gesehen)|attend(?:s|ez)|en\ fait|correctif|je\ corrige|erreur
        |esper[ae]|en\ realidad|corrijo|correcci[óo]n|correção
        |mejor\ dicho|na\ verdade|aspetta|in\ realtà|correggo|correzione|eigenlijk|wacht|czekaj|poprawka
        |подожди(?:те)?|погоди(?:те)?|исправляю
        |исправление|на\ самом\ деле)\b|等等|等一下|不对|更正|其实|待って|訂正|間違え|やはり|잠깐|정정
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex RetractionElsewhere();

    [GeneratedRegex(@"[\r\n;]+|[.!?](?=\s)", RegexOptions.CultureInvariant)]
    private static partial Regex Ends();

    [GeneratedRegex(@"(?<![\w.])\d+(?!\w)", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();
}
