using LeadScout.ActiveLearning;
using LeadScout.Classifiers;
using LeadScout.Files;
using LeadScout.Jobs;
using LeadScout.Messages;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Application.Patterns;

/// <summary>Reads the name of a pattern as a person may write it.</summary>
public static class PatternName
{
    private static readonly FeatureKind[] Kinds = Enum.GetValues<FeatureKind>();

    /// <summary>The name as the student knows it: upper and lower case and blanks don't matter.</summary>
    /// <exception cref="BadInputException">It names no kind.</exception>
    public static string Parse(string text)
    {
        foreach (var kind in Kinds)
        {
            if (text.StartsWith(kind.Prefix(), StringComparison.OrdinalIgnoreCase)
                && text[kind.Prefix().Length..].Trim() is { Length: > 0 } rest)
            {
                return kind.Prefix() + (kind == FeatureKind.Sound ? rest.ToUpperInvariant() : TextNormaliser.Normalise(rest));
            }
        }

        throw new BadInputException(
            $"'{text}' is no pattern. A pattern is a kind, a colon and what it looks at, as in word:vertrieb. Kinds: {string.Join(", ",
            Kinds.Select(kind => kind.Word()))}. "
            + $"See: {UserAction.ListPatterns}");
    }

    /// <summary>What to say when no answered text carries a pattern.</summary>
    public static BadInputException Unknown(string name, IEnumerable<PatternBook> books)
    {
        var kind = name[..(name.IndexOf(':', StringComparison.Ordinal) + 1)];
        var near = NearestNames.Hint(
            name,
            books.SelectMany(book => book.All()).Select(pattern => pattern.Name).Where(other => other.StartsWith(kind, StringComparison.Ordinal)).Distinct());
        return new BadInputException(
            $"There is no pattern '{name}': no answered text of this question carries it.{near} See: {UserAction.ListPatterns}");
    }
}
