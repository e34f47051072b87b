using System.Text.Json.Serialization;
using LeadScout.Jobs;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Spending;

namespace LeadScout.Application.Reports;

/// <summary>What a person released of a job's possibly billed calls.</summary>
public sealed record SettlementDocument(string By, DateTimeOffset At, int Calls, decimal ReleasedUsd)
{
    public static SettlementDocument Of(Settlement settlement) =>
        new(settlement.By, settlement.At, settlement.Calls, settlement.Released.Dollars);
}

/// <summary>What <c>jobs settle</c> did, or would do, for a program.</summary>
/// <param name="Job">The job's id.</param>
/// <param name="State"><c>settled</c>, or <c>unchanged</c> where nothing was released.</param>
/// <param name="Settlement">What was released; null where nothing was.</param>
/// <param name="SpendingLimit">The spending limit as it stands now.</param>
public sealed record SettleDocument(
    string Job, string State, SettlementDocument? Settlement, [property: JsonPropertyName("purse")] SpendingDocument SpendingLimit)
{
    public static SettleDocument Of(Job job, Settlement? settlement, SpendingStatement spending) => settlement is { Calls: > 0 }
        ? new(job.Id.Value, "settled", SettlementDocument.Of(settlement), SpendingDocument.Of(spending))
        : new(job.Id.Value, "unchanged", null, SpendingDocument.Of(spending));
}
