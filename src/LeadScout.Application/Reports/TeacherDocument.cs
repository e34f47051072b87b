using LeadScout.Teaching.Calls;

namespace LeadScout.Application.Reports;

/// <summary>One LLM's part of a job's bill.</summary>
public sealed record TeacherDocument(
    string Teacher,
    int AskedTexts,
    int Calls,
    int FailedCalls,
    long InputTokens,
    long CachedInputTokens,
    long OutputTokens,
    decimal? CostUsd,
    decimal? PossiblyBilledUsd)
{
    public static TeacherDocument Of(TeacherBill bill) => new(
        bill.Teacher, bill.AskedTexts, bill.Calls, bill.FailedCalls, bill.Usage.InputTokens, bill.Usage.CachedInputTokens,
        bill.Usage.OutputTokens, bill.Cost?.Dollars, bill.Cost is null ? null : bill.PossiblyBilled?.Dollars);
}
