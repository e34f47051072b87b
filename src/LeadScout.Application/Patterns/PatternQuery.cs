using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.Texts;

namespace LeadScout.Application.Patterns;

/// <summary>Which patterns are wanted, and in which order.</summary>
/// <param name="Kind">Only of this kind; null for all.</param>
/// <param name="Label">Only those whose most frequent label this is, by its index; null for all.</param>
/// <param name="MinAnswers">Only those that so many answered texts carry; at least 1.</param>
/// <param name="Sort">What comes first.</param>
public sealed record PatternQuery(FeatureKind? Kind, int? Label, int MinAnswers, PatternSort Sort)
{
    /// <summary>Only those whose name holds this, upper and lower case alike; empty for all.</summary>
    public string Find { get; init; } = "";

    /// <summary>The patterns of a book that match, in order.</summary>
    public IReadOnlyList<Pattern> Of(PatternBook book)
    {
        var matching = book.All(MinAnswers).Where(pattern => (Kind is null || pattern.Kind == Kind) && (Label is null || TopLabel(pattern) == Label)
            && pattern.Name.Contains(Find, StringComparison.OrdinalIgnoreCase));
        return Sort switch
        {
            PatternSort.Strength => [.. matching.OrderByDescending(Strength).ThenByDescending(pattern => pattern.Texts)],
            PatternSort.Answers => [.. matching.OrderByDescending(pattern => pattern.Texts)],
            PatternSort.Applied => [.. matching.OrderByDescending(pattern => pattern.AppliedRows)],
            PatternSort.Errors =>
                [.. matching.OrderByDescending(Contradiction).ThenByDescending(pattern => pattern.Contradicted).ThenByDescending(pattern => pattern.AppliedRows)],
            _ => [.. matching],
        };
    }

    /// <summary>
    /// With 95 % confidence at least this share, 0 to 1, of texts with the pattern have its most frequent label, were they drawn alike.
    /// </summary>
    public static double Strength(Pattern pattern) => ExactInterval.Of(pattern.Answers[TopLabel(pattern)], pattern.Texts).Lower;

    /// <summary>With 95 % confidence at least this share, 0 to 1, of audits like those about the pattern contradict it; 0 without an audit.</summary>
    public static double Contradiction(Pattern pattern) => Contradiction(pattern.Contradicted, pattern.Confirmed + pattern.Contradicted);

    /// <summary>The same of so many contradictions in so many audits. One of one says less than nine of ten.</summary>
    public static double Contradiction(int contradicted, int audits) => audits == 0 ? 0 : ExactInterval.Of(contradicted, audits).Lower;

    private static int TopLabel(Pattern pattern) => pattern.Answers.IndexOf(pattern.Answers.Max());
}
