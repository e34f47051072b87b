using LeadScout.Application.Patterns;
using LeadScout.Patterns;
using LeadScout.Statistics;

namespace LeadScout.Server.Patterns;

/// <summary>Which groups of patterns are wanted, and in which order.</summary>
internal static class GroupQuery
{
    /// <summary>Those of which one pattern's name holds the words, in order; equals by name.</summary>
    public static IReadOnlyList<PatternGroup> Of(IEnumerable<PatternGroup> groups, PatternSort sort, string find)
    {
        var matching = groups.Where(group => group.Patterns.Any(pattern => pattern.Name.Contains(find, StringComparison.OrdinalIgnoreCase)));
        return sort switch
        {
            PatternSort.Strength => [.. matching.OrderByDescending(Strength).ThenByDescending(group => group.Texts)],
            PatternSort.Answers => [.. matching.OrderByDescending(group => group.Texts)],
            PatternSort.Applied => [.. matching.OrderByDescending(group => group.AppliedRows)],
            PatternSort.Errors => [.. matching.OrderByDescending(Contradiction).ThenByDescending(group => group.Contradicted).ThenByDescending(group => group.AppliedRows)],
            _ => [.. matching],
        };
    }

    /// <summary>As for one pattern: at least this share of texts like those have the label, at 95 %.</summary>
    public static double Strength(PatternGroup group) => ExactInterval.Of(group.Answers[group.TopLabel], group.Texts).Lower;

    /// <summary>As for one pattern: at least this share of audits like those contradict it, at 95 %.</summary>
    public static double Contradiction(PatternGroup group) => PatternQuery.Contradiction(group.Contradicted, group.Confirmed + group.Contradicted);
}
