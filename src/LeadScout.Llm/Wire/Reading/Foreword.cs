using System.Text.RegularExpressions;

namespace LeadScout.Llm.Wire.Reading;

/// <summary>What a model says right before a value. Where it calls it a draft, it is one.</summary>
internal static partial class Foreword
{
    private const int Longest = 200;

    /// <summary>Whether the words end by announcing a draft.</summary>
    public static bool AnnouncesADraft(string words) => Draft().IsMatch(words.Length <= Longest ? words : words[^Longest..]);

    [GeneratedRegex(
        """
        (?:(?<!\w)(?:first|initial|preliminary|tentative|provisional|rough)\s+
            (?:draft|guess|guesses|pass|try|attempt|answer|labels?|classification|version|thoughts?)
        |(?<!(?:final|no)\s)(?<!\w)(?:draft|entwurf|erster\ versuch|brouillon|premier\ essai|borrador
            |bozza|rascunho|kladde|szkic|черновик)|草稿|下書き|草案)
        (?:\s+(?:of|for)\s[^.!?\n{}]{0,60})?[^\p{L}{}\[\]]*(?:`{3,}\w*\s*)?\z
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Draft();
}
