using LeadScout.Texts;

namespace LeadScout.Patterns;

/// <summary>A pattern with the lessons whose texts carry it, rising, and the label that most of them have.</summary>
internal sealed record Carried(string Name, FeatureKind Kind, int[] Lessons, int TopLabel)
{
    private const char Border = '-';

    /// <summary>The name without its kind.</summary>
    public string Text { get; } = Name[Kind.Prefix().Length..];

    /// <summary>Of a word: as it is compared with others.</summary>
    public string Plain => field ??= WordForms.Plain(Text);

    /// <summary>Of a word: in Latin letters, as other kinds of patterns have it.</summary>
    public string Folded => field ??= Words.Fold(Text);

    private string Bordered => field ??= Border + Folded + Border;

    /// <summary>Whether a pattern is a part, a sound, a spelling or a phrase of this word.</summary>
    public bool Has(Carried part) => part.Kind switch
    {
        FeatureKind.Ngram => Bordered.Contains(part.Text, StringComparison.Ordinal),
        FeatureKind.Words => part.Text.StartsWith(Folded + ' ', StringComparison.Ordinal) || part.Text.EndsWith(' ' + Folded, StringComparison.Ordinal),
        FeatureKind.Sound => Sounds(Folded, part.Text) || (Folded.EndsWith('s') && Sounds(Folded.AsSpan(0, Folded.Length - 1), part.Text)),
        _ => Folded == part.Text,
    };

    private static bool Sounds(ReadOnlySpan<char> folded, string key)
    {
        Span<char> sound = folded.Length <= TextNormaliser.OnStack ? stackalloc char[TextNormaliser.OnStack] : new char[folded.Length];
        return sound[..SoundKey.Write(folded, sound)].SequenceEqual(key);
    }
}
