using System.Collections.Immutable;
using System.Text.RegularExpressions;
using LeadScout.Answers;

namespace LeadScout.Llm.Wire.Reading;

/// <summary>
/// What of a model's words is its answer, by position: what stands before the end of a thought is the thought, whether or not its beginning
/// is marked; what stands behind the beginning of an answer is the answer, whether or not the thought before it was closed.
/// </summary>
/// <param name="Answer">Where the answer must be.</param>
/// <param name="Drafts">What was said before it, and is no thought: it may contradict the answer, but never give one.</param>
/// <param name="IsOpenThought">Whether the answer is, or stands in, a thought that nothing closes. Only its very last word can be an
/// answer.</param>
internal sealed partial record Sections(string Answer, ImmutableArray<string> Drafts, bool IsOpenThought)
{
    private enum Marker
    {
        Neither,
        ThoughtBegins,
        ThoughtEnds,
        AnswerBegins,
    }

    /// <summary>Divides a model's words.</summary>
    public static Sections Of(string words)
    {
        var drafts = ImmutableArray.CreateBuilder<string>();
        var (start, isThought, isMessage, isWithin) = (0, false, false, false);
        foreach (var match in Markers().EnumerateMatches(words))
        {
            var text = words.AsSpan(match.Index, match.Length);
            var marker = Of(text, isThought && isMessage);
            if (marker == Marker.Neither)
            {
                continue;
            }

            if (!isThought && marker != Marker.ThoughtEnds)
            {
                drafts.Add(words[start..match.Index]);
            }

            isWithin = marker == Marker.AnswerBegins && (isThought || isWithin) && IsPlainTag(text);
            (start, isThought) = (match.Index + match.Length, marker == Marker.ThoughtBegins);
            isMessage = text.Contains('|');
        }

        return new(words[start..], drafts.ToImmutable(), isThought || isWithin);
    }

    /// <summary>Whether there is any mark of a thought or an answer.</summary>
    public static bool AreMarkedIn(string words) =>
        Of(words) is var sections && (sections.IsOpenThought || sections.Answer.Length < words.Length);

    /// <summary>Whether something of this name is a thought: a tag, a channel, a member of an object, a part of a content.</summary>
    public static bool IsThought(string name) => ThoughtName().IsMatch(name);

    // A model may write one in its thoughts, to see how the answer would look. Tokens of its own it writes only where they belong.
    private static bool IsPlainTag(ReadOnlySpan<char> text) => text[0] is '<' or '[' && text[1] is not ('|' or '｜');

    private static Marker Of(ReadOnlySpan<char> text, bool isThoughtInMessages)
    {
        if (EndOfMessage().IsMatch(text))
        {
            return isThoughtInMessages ? Marker.ThoughtEnds : Marker.Neither;
        }

        var isThought = ThoughtName().IsMatch(text) && !ToATool().IsMatch(text);
        var isEnd = EndName().IsMatch(text);
        return isThought ? isEnd ? Marker.ThoughtEnds : Marker.ThoughtBegins
            : isEnd || !(AnswerName().IsMatch(text) || ToATool().IsMatch(text)) ? Marker.Neither
            : Marker.AnswerBegins;
    }

    // In turn: channels of messages (<|channel|>analysis<|message|>, <|channel>thought), what may be left of them (assistantfinal), ends of
    // messages and channels, tags in all brackets that models use (<think>, [THINK], ◁think▷, <|begin_of_thought|>, <｜end▁of▁thinking｜>),
    // and the words that Granite has for them.
    [GeneratedRegex(
        """
        (?:\ to=[\w.]{1,60}\s?)?<\|channel\|?>\s?\w{1,30}(?:\s\s?to=[\w.]{1,60})?\s?(?:<\|constrain\|>\s?\w{0,30}\s?)?(?:<\|message\|>)?|(?<!\w)\w{1,30}<\|message\|>|assistant\s?final(?=\s*[\[{`"'<])|\A\s*(?:assistant\s?)?analysis(?=[\p{L}\[{"'])
        |<\|(?:end|return|call)\|>|<channel\|>|</?[\w:.\- ]{2,40}(?:\s[^<>{}]{0,60})?>|\[/?[A-Za-z_ ]{2,30}\]|◁/?[\w ]{2,30}▷|<[|｜]/?[\w▁ ]{2,40}[|｜]>
        |[Hh]ere(?:'s|\ is)\ my\ (?:thought\ process|response):
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Markers();

    [GeneratedRegex("think|thought|reason|rationale|analy[sz]|scratch|reflect|monolog|draft|deliberat|brainstorm|commentary|unused9[45]|(?<![a-z])(?:plan|planning|cot)(?![a-z])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex ThoughtName();

    [GeneratedRegex("answer|final|output|response|result|solution|reply", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex AnswerName();

    [GeneratedRegex(@"\A.{1,2}/|\A.{1,2}end(?![a-z])|unused95", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex EndName();

    [GeneratedRegex(@"\A<\|(?:end|return|call)\|>\z|\A<channel\|>\z", RegexOptions.CultureInvariant)]
    private static partial Regex EndOfMessage();

    [GeneratedRegex(@"\sto=", RegexOptions.CultureInvariant)]
    private static partial Regex ToATool();
}
