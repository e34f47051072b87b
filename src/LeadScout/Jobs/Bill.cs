using System.Collections.Immutable;
using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Jobs;

/// <summary>What a job's ledger adds up to.</summary>
/// <param name="AskedTexts">Texts put to the teacher; tries of the same text in the same batch count once.</param>
/// <param name="Calls">Calls made, lost ones included.</param>
/// <param name="LostCalls">Calls whose fate a crash left unknown.</param>
/// <param name="FailedCalls">Calls that ended without an answer.</param>
/// <param name="UncountedCalls">Calls that ended without the provider saying their tokens.</param>
/// <param name="Usage">Tokens.</param>
/// <param name="Cost">Money, lost calls at their ceiling; null when a price was unknown.</param>
internal sealed record Bill(int AskedTexts, int Calls, int LostCalls, int FailedCalls, int UncountedCalls, Usage Usage, Money? Cost)
{
    public static Bill Of(ImmutableArray<LedgerLine> ledger)
    {
        var asked = ledger.SelectMany(line => line.Intent.Texts.Select(text => (line.Intent.Batch, text))).Distinct().Count();
        var usage = ledger.Aggregate(default(Usage), (sum, line) => sum + line.Usage);
        var cost = ledger.Aggregate((Money?)Money.Zero, (sum, line) => sum + (line.State == CallState.Open ? line.Intent.Ceiling : line.Cost));
        return new Bill(asked, ledger.Length, Count(CallState.Lost), Count(CallState.Failed), ledger.Count(line => line is { IsCounted: false, EndedAt: not null }), usage, cost);

        int Count(CallState state) => ledger.Count(line => line.State == state);
    }

    /// <summary>One question's part: the calls that asked it, each split evenly among its questions; what can't be split goes to those named first, so the parts add up.</summary>
    public static Bill OfQuestion(ImmutableArray<LedgerLine> ledger, QuestionVersion question) =>
        Of([.. ledger.Where(line => line.Intent.Questions.Contains(question)).Select(line => ShareOf(line, line.Intent.Questions.IndexOf(question)))]);

    /// <summary>Each teacher's part, in the order given.</summary>
    public static ImmutableArray<TeacherBill> OfEach(ImmutableArray<LedgerLine> ledger, params ReadOnlySpan<string> teachers)
    {
        var bills = ImmutableArray.CreateBuilder<TeacherBill>();
        foreach (var teacher in teachers)
        {
            var bill = Of([.. ledger.Where(line => line.Intent.Teacher == teacher)]);
            bills.Add(new TeacherBill(teacher, bill.AskedTexts, bill.Calls, bill.FailedCalls, bill.Usage, bill.Cost));
        }

        return bills.ToImmutable();
    }

    private static LedgerLine ShareOf(LedgerLine line, int place)
    {
        return line with
        {
            Usage = new Usage(Share(line.Usage.InputTokens), Share(line.Usage.CachedInputTokens), Share(line.Usage.OutputTokens)) { CacheWrittenTokens = Share(line.Usage.CacheWrittenTokens) },
            Cost = line.Cost is { } cost ? new Money(Share(cost.NanoDollars)) : null,
            Intent = line.Intent with { Ceiling = line.Intent.Ceiling is { } ceiling ? new Money(Share(ceiling.NanoDollars)) : null },
        };

        long Share(long whole) => (whole / line.Intent.Questions.Length) + (place < whole % line.Intent.Questions.Length ? 1 : 0);
    }
}
