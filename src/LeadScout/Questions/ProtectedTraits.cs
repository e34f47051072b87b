using System.Collections.Immutable;

namespace LeadScout.Questions;

/// <summary>
/// Recognises questions that infer a protected trait of a person, by the words of their name, instruction, template and labels. Words can't
/// tell everything: it is a guard against doing so unawares, not a legal opinion. Thread-safe.
/// </summary>
public static class ProtectedTraits
{
    /// <summary>The trait that a question infers, whatever its lawful basis; null when none shows.</summary>
    /// <remarks>
    /// Refused are questions that name a trait, and those whose labels are what people with a trait are called, unless the question is
    /// about something else than persons: "which industry is this company in" may have the label "Religious organisations". Words that mean
    /// much else, as black or left, count only if the question speaks of a person, and only if two labels are such words.
    /// </remarks>
    public static TraitFinding? Find(Question question)
    {
        ImmutableArray<string> asked = [.. WordPattern.WordsOf(question.Name), .. WordPattern.WordsOf(question.Instructions)];
        ImmutableArray<string> subject = [.. asked, .. question.Text.Columns.SelectMany(column => WordPattern.WordsOf(column))];
        var person = Has(subject, TraitWords.Persons);
        if (!person && Has(subject, TraitWords.Things))
        {
            return null;
        }

        var aboutLanguage = Has(asked, TraitWords.Languages);
        return TraitWords.All.Select(words => Asked(words, asked) ?? Labelled(words, question, person, aboutLanguage))
            .FirstOrDefault(finding => finding is not null);
    }

    private static TraitFinding? Asked(TraitWords words, ImmutableArray<string> asked)
    {
        foreach (var pattern in words.Asked)
        {
            if (pattern.Find(asked) is { } found && !TraitWords.Organisations.Any(next => next.IsAt(asked, found.End.Value)))
            {
                return new TraitFinding(words.Trait, string.Join(' ', asked[found]), -1);
            }
        }

        return null;
    }

    private static TraitFinding? Labelled(TraitWords words, Question question, bool person, bool aboutLanguage)
    {
        var names = Matching(question, label => IsValue(words.Values, WordPattern.WordsOf(label.Name)));
        var meanings = Matching(
            question,
            label => IsValue(words.Values, WordPattern.WordsOf(label.Name)) || Has(WordPattern.WordsOf(label.Means ?? ""), words.Values));
        var ambiguous = Matching(
            question,
            label => WordPattern.WordsOf(label.Name) is var name && (IsValue(words.Values, name) || words.Ambiguous.Any(pattern => pattern.IsAll(name))));
        var found = names.Count >= (person ? 1 : 2) ? names
            : meanings.Count >= 2 ? meanings
            : person && !aboutLanguage && ambiguous.Count >= 2 ? ambiguous
            : [];
        return found.Count > 0
            ? new TraitFinding(words.Trait, string.Join(", ", found.Take(2).Select(label => question.Labels[label].Name)), found[0])
            : null;
    }

    private static List<int> Matching(Question question, Func<Label, bool> matches) =>
        [.. Enumerable.Range(0, question.Labels.Length).Where(label => matches(question.Labels[label]))];

    // "Christian associations" are no Christians.
    private static bool IsValue(ImmutableArray<WordPattern> values, ImmutableArray<string> label) =>
        Has(label, values) && !Has(label, TraitWords.Organisations) && !Has(label, TraitWords.Things);

    private static bool Has(ImmutableArray<string> words, ImmutableArray<WordPattern> patterns) =>
        patterns.Any(pattern => pattern.Find(words) is not null);
}
