using System.Text.RegularExpressions;

namespace LeadScout.Teaching;

/// <summary>
/// Tells texts that must have a call of their own: long ones, and ones that read like instructions to a model, so that one row cannot talk
/// another row's label round. A false alarm costs one small call.
/// </summary>
public static partial class LoneText
{
    /// <summary>Texts of more characters than this are asked alone.</summary>
    public const int LongFrom = 600;

    /// <summary>Whether the text is to be asked alone.</summary>
    public static bool Is(string text) => text.Length > LongFrom || Instruction().IsMatch(text);

    [GeneratedRegex(
        """
        \b(ignore|disregard|forget|override)\b.{0,40}\b(previous|prior|above|earlier|all|instructions?|rules?|prompts?)\b
        | \b(system|assistant|developer|user)\s*(prompt\b|message\b|:)
        | \b(answer|respond|reply|output|return|classify|label)\s+(only|with|every|all|each|them|everything|as)\b
        | \byou\s+(are|must|should|will)\b
        | </?\s*(system|instructions?|prompt)\b
        | [{}] | "\s*:
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline)]
    private static partial Regex Instruction();
}
