using System.Collections.Immutable;

namespace LeadScout.Stores;

/// <summary>What audits found where the student said one label.</summary>
/// <param name="StudentLabel">What the student had said.</param>
/// <param name="Audits">Audits of that.</param>
/// <param name="Errors">Those of them that contradicted it.</param>
/// <param name="MostOften">What the teacher said instead, most often; null without errors.</param>
public sealed record WeakSpot(string StudentLabel, long Audits, long Errors, string? MostOften)
{
    /// <summary>Of how often the student said one label in an audit and the teacher another, or the same: most errors first.</summary>
    internal static ImmutableArray<WeakSpot> Of(IEnumerable<(string StudentLabel, string Label, long Count)> audits) =>
    [
        .. audits
            .GroupBy(audit => audit.StudentLabel)
            .Select(group => new WeakSpot(
                group.Key,
                group.Sum(audit => audit.Count),
                group.Where(audit => audit.Label != group.Key).Sum(audit => audit.Count),
                group.Where(audit => audit.Label != group.Key)
                    .OrderByDescending(audit => audit.Count)
                    .ThenBy(audit => audit.Label, StringComparer.Ordinal)
                    .Select(audit => audit.Label)
                    .FirstOrDefault()))
            .OrderByDescending(spot => spot.Errors)
            .ThenByDescending(spot => spot.Audits)
            .ThenBy(spot => spot.StudentLabel, StringComparer.Ordinal),
    ];
}
