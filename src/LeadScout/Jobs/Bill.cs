using System.Collections.Immutable;
using LeadScout.Teaching;

namespace LeadScout.Jobs;

/// <summary>What a job's ledger adds up to.</summary>
/// <param name="AskedTexts">Texts put to the teacher; tries of the same text in the same batch count once.</param>
/// <param name="Calls">Calls made, lost ones included.</param>
/// <param name="LostCalls">Calls whose fate a crash left unknown.</param>
/// <param name="FailedCalls">Calls that ended without an answer.</param>
/// <param name="Usage">Tokens.</param>
/// <param name="Cost">Money, lost calls at their ceiling; null when a price was unknown.</param>
internal sealed record Bill(int AskedTexts, int Calls, int LostCalls, int FailedCalls, Usage Usage, Money? Cost)
{
    public static Bill Of(ImmutableArray<LedgerLine> ledger)
    {
        var asked = ledger.SelectMany(line => line.Intent.Texts.Select(text => (line.Intent.Batch, text))).Distinct().Count();
        var usage = ledger.Aggregate(default(Usage), (sum, line) => sum + line.Usage);
        var cost = ledger.Aggregate((Money?)Money.Zero, (sum, line) => sum + (line.State == CallState.Open ? line.Intent.Ceiling : line.Cost));
        return new Bill(asked, ledger.Length, Count(CallState.Lost), Count(CallState.Failed), usage, cost);

        int Count(CallState state) => ledger.Count(line => line.State == state);
    }

    /// <summary>The same, one teacher at a time, in the order given.</summary>
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
}
