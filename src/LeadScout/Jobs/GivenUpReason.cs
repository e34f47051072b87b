using System.Collections.Immutable;
using LeadScout.Teaching.Calls;

namespace LeadScout.Jobs;

/// <summary>Why texts were given up.</summary>
/// <param name="Reason">In words that hold no lead text.</param>
/// <param name="Texts">How many were given up for it.</param>
public sealed record GivenUpReason(string Reason, int Texts)
{
    private const int MostReasons = 8;

    /// <summary>The reasons by number of texts; a few hundred different ones are not told apart to the last.</summary>
    public static ImmutableArray<GivenUpReason> Of(IEnumerable<FailedText> failures)
    {
        var last = failures.GroupBy(failed => (failed.Question, failed.Key)).Select(same => same.Last().Reason);
        var reasons = last.CountBy(reason => reason)
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new GivenUpReason(pair.Key, pair.Value))
            .ToArray();
        return reasons.Length <= MostReasons
            ? [.. reasons]
            : [.. reasons.Take(MostReasons - 1), new($"{reasons.Length - MostReasons + 1} other reasons", reasons.Skip(MostReasons - 1).Sum(reason => reason.Texts))];
    }
}
