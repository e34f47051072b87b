using LeadScout.Texts;

namespace LeadScout.Server.Patterns;

/// <summary>What people call a pattern.</summary>
internal static class PatternWords
{
    /// <summary>Of its whole name, as in <c>word:vertrieb</c>.</summary>
    public static string Of(string pattern)
    {
        foreach (var kind in Enum.GetValues<FeatureKind>())
        {
            if (pattern.StartsWith(kind.Prefix(), StringComparison.Ordinal))
            {
                return Of(pattern[kind.Prefix().Length..], kind);
            }
        }

        return pattern;
    }

    /// <summary>Of what comes after its kind.</summary>
    public static string Of(string text, FeatureKind kind) => kind switch
    {
        FeatureKind.Ngram => $"“{(text.StartsWith('-') ? "" : "…")}{text.Trim('-')}{(text.EndsWith('-') ? "" : "…")}”",
        FeatureKind.Sound => $"sounds like {text}",
        FeatureKind.ScriptFolded => $"“{text}” in Latin letters",
        _ => $"“{text}”",
    };
}
