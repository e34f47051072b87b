using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using LeadScout.Texts;

namespace LeadScout.Questions;

/// <summary>
/// Which label is meant: the exact name, or one that differs in case, accents or white space only, if no other label does. Thread-safe.
/// </summary>
public sealed class LabelMatcher
{
    private const int Ambiguous = -1;

    private readonly Question _question;
    private readonly FrozenDictionary<string, int> _folded;

    /// <param name="question">Whose labels.</param>
    public LabelMatcher(Question question)
    {
        _question = question;
        var folded = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < question.Labels.Length; i++)
        {
            var name = Fold(question.Labels[i].Name);
            folded[name] = folded.ContainsKey(name) ? Ambiguous : i;
        }

        _folded = folded.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The name of the question that the labels are of.</summary>
    public string Question => _question.Name;

    /// <summary>The question's labels, by index.</summary>
    public ImmutableArray<Label> Labels => _question.Labels;

    /// <summary>The label's index, or -1.</summary>
    public int IndexOf(string said) => _question.IndexOf(said) is >= 0 and var exact ? exact : _folded.GetValueOrDefault(Fold(said), -1);

    /// <summary>The index of the label of exactly this name, or -1.</summary>
    public int ExactIndexOf(string said) => _question.IndexOf(said);

    /// <summary>A name without case, accents and superfluous white space.</summary>
    public static string Fold(string name)
    {
        var decomposed = TextNormaliser.Normalise(name).Normalize(NormalizationForm.FormD);
        var folded = new StringBuilder(decomposed.Length);
        foreach (var c in decomposed)
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(c);
            }
        }

        return folded.ToString();
    }
}
