using LeadScout.Application.Patterns;
using LeadScout.Patterns;
using LeadScout.Statistics;

namespace LeadScout.Server.Patterns;

/// <summary>Which groups of patterns are wanted, and in which order.</summary>
/// <param name="Sort">What comes first; parts of words come after all words whatever it is.</param>
/// <param name="Find">Only groups of which one pattern's name holds this, upper and lower case alike; empty for all.</param>
/// <param name="Parts">True for parts of words alone, false for words alone; null for both.</param>
/// <param name="Skip">So many of them are left out at the beginning.</param>
/// <param name="Take">So many at most.</param>
internal sealed record GroupQuery(PatternSort Sort, string Find, bool? Parts, int Skip, int Take)
{
    /// <summary>The groups that match, in order; equals by name.</summary>
    public IReadOnlyList<PatternGroup> Of(IEnumerable<PatternGroup> groups)
    {
        var matching = groups.Where(group => Parts is null || group.IsPart == Parts)
            .Where(group => group.Name.Contains(Find, StringComparison.OrdinalIgnoreCase) || group.Patterns.Any(pattern => pattern.Name.Contains(Find, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(group => group.IsPart);
        return Sort switch
        {
            PatternSort.Strength => [.. matching.ThenByDescending(Strength).ThenByDescending(group => group.Texts)],
            PatternSort.Answers => [.. matching.ThenByDescending(group => group.Texts)],
            PatternSort.Applied => [.. matching.ThenByDescending(group => group.AppliedRows)],
            PatternSort.Errors => [.. matching.ThenByDescending(Contradiction).ThenByDescending(group => group.Contradicted).ThenByDescending(group => group.AppliedRows)],
            _ => [.. matching],
        };
    }

    /// <summary>As for one pattern: at least this share of texts like those have the label, at 95 %.</summary>
    public static double Strength(PatternGroup group) => ExactInterval.Of(group.Answers[group.TopLabel], group.Texts).Lower;

    /// <summary>As for one pattern: at least this share of audits like those contradict it, at 95 %.</summary>
    public static double Contradiction(PatternGroup group) => PatternQuery.Contradiction(group.Contradicted, group.Confirmed + group.Contradicted);
}

/// <summary>Groups of patterns that were wanted.</summary>
/// <param name="Groups">The part that was asked for.</param>
/// <param name="Matching">How many there are.</param>
internal sealed record GroupPage(IReadOnlyList<PatternGroupDocument> Groups, int Matching);
