using System.Collections.Immutable;
using LeadScout.Teaching.Calls;

namespace LeadScout.Jobs;

/// <summary>A model that answered calls of a job, as the service called it.</summary>
/// <param name="Teacher">The teacher that was asked.</param>
/// <param name="Model">The model.</param>
/// <param name="Calls">Calls that it answered.</param>
/// <param name="First">When its first reply came.</param>
public sealed record ReportedModel(string Teacher, string Model, int Calls, DateTimeOffset First)
{
    /// <summary>Those of a ledger, in the order of their first replies.</summary>
    public static ImmutableArray<ReportedModel> Of(IEnumerable<LedgerLine> ledger) =>
    [
        .. ledger.Where(line => line is { State: CallState.Answered, Model: not null })
            .GroupBy(line => (line.Intent.Teacher, line.Model))
            .Select(same => new ReportedModel(
                same.Key.Teacher, same.Key.Model!, same.Count(), same.Min(line => line.EndedAt ?? line.Intent.At)))
            .OrderBy(model => model.First).ThenBy(model => model.Model, StringComparer.Ordinal),
    ];
}
