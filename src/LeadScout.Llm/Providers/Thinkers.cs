using System.Text.RegularExpressions;
using LeadScout.Teaching;

namespace LeadScout.Llm.Providers;

/// <summary>Which models think before they answer, by the names of their families, whoever serves them.</summary>
internal static partial class Thinkers
{
    // Asked to think little, a model of such a family takes a few hundred tokens for a call with some twenty short texts. The first replies
    // show what it really takes.
    private static readonly ThinkingLine Usual = new(200, 30);

    /// <summary>What a model of this name usually thinks; nothing for one that does not, or of which nothing is known.</summary>
    public static ThinkingLine Of(string model) => Thinks().IsMatch(model) && !AnswersAtOnce().IsMatch(model) ? Usual : default;

    [GeneratedRegex(
        """
        (^|[/:._-])(o[1-9]\b | gpt-([5-9]|\d\d) | gpt-oss | claude-[a-z]+-[5-9] | gemini-(2\.5|[3-9]) | grok-([4-9]|3-mini) | deepseek-(r\d|reasoner|v3\.[1-9]|v[4-9]) | r1\b
          | qwq | qwen-?3 | qwen-?[4-9] | magistral | glm-(4\.[5-9]|[5-9]) | kimi-k2 | minimax-m | nemotron | phi-4-reasoning | exaone-deep | cogito | smollm3 | granite-[4-9])
        | think | reason
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Thinks();

    // Members of those families that answer at once.
    [GeneratedRegex("non-?(think|reason)|no-?think|instruct|coder|gpt-5[^/]*-chat|embed", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AnswersAtOnce();
}
