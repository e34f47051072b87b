using System.Collections.Immutable;
using LeadScout.Jobs;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;

namespace LeadScout.Simulation.Checks;

/// <summary>Holds what a job reports against its ledger, added up here by itself.</summary>
internal static class ReportCheck
{
    public static void Check(JobReport report, ImmutableArray<LedgerLine> ledger, int questions, Money billed, Money excess)
    {
        const string Sums = "the report says what the ledger adds up to";
        var lines = ledger.Where(line => line.State != CallState.Open).ToArray();
        var possibly = lines.Where(line => line.Billing == Billing.PossiblyBilled && !line.IsReleased).ToArray();
        var measured = Sum(lines.Where(line => line.Billing != Billing.PossiblyBilled));
        Same(lines.Length, report.Calls, Sums, "calls");
        Same(measured, report.Cost ?? Money.Zero, Sums, "measured cost");
        Same(Sum(possibly), report.PossiblyBilled, Sums, "possibly billed");
        Same(possibly.Length, report.PossiblyBilledCalls, Sums, "possibly billed calls");
        Same(lines.Count(line => line.State == CallState.Lost), report.LostCalls, Sums, "lost calls");
        Same(lines.Count(line => line.State == CallState.Failed), report.FailedCalls, Sums, "failed calls");
        Same(
            lines.Where(line => line.Billing == Billing.Measured).Aggregate(default(Usage), (sum, line) => sum + line.Usage),
            report.Usage, Sums, "tokens");
        Same(
            lines.SelectMany(line => line.Intent.Texts.Select(text => (line.Intent.Batch, text))).Distinct().Count(),
            report.AskedTexts, Sums, "asked texts");
        var counted = Sum(lines.Where(line => line.Billing != Billing.NotBilled));
        Violation.Unless(billed <= counted + excess, "nothing is billed that the ledger does not count", $"Billed {billed}, counted {counted}.");
        Same(
            report.Rows * questions,
            report.RowsBySource.Values.Sum() + report.UndecidedRows.Values.Sum() + report.KeptRows,
            "every row is decided or has a reason", "rows");
    }

    public static void Same<T>(T expected, T actual, string invariant, string what) =>
        Violation.Unless(EqualityComparer<T>.Default.Equals(expected, actual), invariant, $"{what}: {actual} in place of {expected}.");

    private static Money Sum(IEnumerable<LedgerLine> lines) => lines.Aggregate(Money.Zero, (sum, line) => sum + (line.Cost ?? Money.Zero));
}
