using System.Collections.Immutable;

namespace LeadScout.Patterns;

/// <summary>Which patterns of a question are retired: a fold over its verdicts.</summary>
public static class RetiredPatterns
{
    /// <summary>
    /// The retirements that stand after all verdicts up to a position, in the order in which they were made; of one pattern at most one.
    /// </summary>
    /// <param name="verdicts">Of one question, in log order.</param>
    /// <param name="position">The last verdict that counts.</param>
    public static ImmutableArray<PatternVerdict> Of(IEnumerable<PatternVerdict> verdicts, long position = long.MaxValue)
    {
        var standing = new OrderedDictionary<string, PatternVerdict>(StringComparer.Ordinal);
        foreach (var verdict in verdicts.Where(verdict => verdict.Position <= position))
        {
            if (verdict.Retired)
            {
                standing.TryAdd(verdict.Pattern, verdict);
            }
            else
            {
                standing.Remove(verdict.Pattern);
            }
        }

        return [.. standing.Values];
    }
}
