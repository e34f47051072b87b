namespace LeadScout.Texts;

/// <summary>What a feature of a text looks at. The kind is the prefix of the feature's readable name.</summary>
public enum FeatureKind
{
    /// <summary>One word as written: <c>word:vertrieb</c>.</summary>
    Word,

    /// <summary>Two neighbouring words, script-folded: <c>words:head of</c>.</summary>
    Words,

    /// <summary>2 to 5 characters of one script-folded word, a hyphen marking the word's border: <c>ngram:-chef</c>.</summary>
    Ngram,

    /// <summary>A word's consonant skeleton: <c>sound:XMT</c>.</summary>
    Sound,

    /// <summary>A word in basic Latin letters, where that differs from the word as written: <c>script-folded:ivanov</c>.</summary>
    ScriptFolded,
}

/// <summary>The words for kinds of features.</summary>
public static class FeatureKindNames
{
    /// <summary>Number of kinds.</summary>
    public const int Count = 5;

    /// <summary>The kind's word, as in <c>script-folded</c>.</summary>
    public static string Word(this FeatureKind kind) => kind.Prefix()[..^1];

    /// <summary>What the names of features of this kind begin with, as in <c>script-folded:</c>.</summary>
    public static string Prefix(this FeatureKind kind) => kind switch
    {
        FeatureKind.Word => "word:",
        FeatureKind.Words => "words:",
        FeatureKind.Ngram => "ngram:",
        FeatureKind.Sound => "sound:",
        FeatureKind.ScriptFolded => "script-folded:",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of feature."),
    };
}
