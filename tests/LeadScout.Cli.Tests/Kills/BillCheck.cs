using System.Collections.Immutable;
using System.Text.Json;
using LeadScout.Answers;
using LeadScout.Sqlite;
using LeadScout.StandIn;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;

namespace LeadScout.Cli.Tests.Kills;

/// <summary>
/// Holds report, ledger and the LLM's own count against each other: every call is answered and paid once; what came to the LLM beyond that is
/// in calls that the ledger lists; and the LLM's bill lies between what is measured and that with what is possibly billed.
/// </summary>
internal static class BillCheck
{
    private const long NanoDollars = 1_000; // a token of input; one of output costs two

    /// <summary>What is not so; empty for nothing.</summary>
    /// <param name="way">Where the database lies.</param>
    /// <param name="done">What was done.</param>
    /// <param name="calls">What came to the LLM.</param>
    /// <param name="llm">Its own count; null where that is of more than this.</param>
    /// <param name="undisturbed">What there is to be.</param>
    public static async Task<string> ProblemAsync(IWay way, Attempt done, IReadOnlyList<LoggedCall> calls, Stats? llm, Undisturbed undisturbed)
    {
        using var store = SqliteStore.OpenRead(way.Folder["leadscout.db"]);
        var ledger = await store.CallsAsync(new JobId(done.Job));
        return OfCalls(ledger, calls, undisturbed) ?? OfMoney(ledger, done.Report, llm, undisturbed) ?? "";
    }

    /// <summary>How many calls the ledger lists whose fate is unknown, and how many came to the LLM again.</summary>
    public static async Task<(int Lost, int Twice)> CountAsync(IWay way, Attempt done, IReadOnlyList<LoggedCall> calls)
    {
        using var store = SqliteStore.OpenRead(way.Folder["leadscout.db"]);
        var ledger = await store.CallsAsync(new JobId(done.Job));
        return (ledger.Count(line => line.Billing == Billing.PossiblyBilled), calls.Count - StrikeStage.AskedOf(calls).Length);
    }

    private static string? OfCalls(ImmutableArray<LedgerLine> ledger, IReadOnlyList<LoggedCall> calls, Undisturbed undisturbed)
    {
        if (ledger.Any(line => line.State == CallState.Open))
        {
            return "calls are still open in the ledger";
        }

        if (!StrikeStage.AskedOf(calls).SequenceEqual(undisturbed.Asked))
        {
            return "other asks";
        }

        var answered = ledger.Where(line => line.State == CallState.Answered).CountBy(line => KeyOf(line.Intent.Texts)).ToDictionary();
        var others = ledger.Where(line => line.State != CallState.Answered).CountBy(line => KeyOf(line.Intent.Texts)).ToDictionary();
        var received = calls.CountBy(call => KeyOf([.. call.Items.Select(TextKey.Of)])).ToDictionary();
        return answered.Values.Any(times => times > 1) ? "a call is paid and answered twice"
            : answered.Keys.Except(received.Keys).Any() ? "the ledger has an answer that the LLM did not give"
            : received.Any(call => call.Value > answered.GetValueOrDefault(call.Key) + others.GetValueOrDefault(call.Key)) ? "the LLM got calls that the ledger does not list"
            : received.Keys.Except(answered.Keys).Any() ? "a call has no answer"
            : null;
    }

    private static string? OfMoney(ImmutableArray<LedgerLine> ledger, JsonElement report, Stats? llm, Undisturbed undisturbed)
    {
        var measured = ledger.Aggregate(default(Usage), (sum, line) => sum + line.MeasuredUsage);
        var (cost, possibly) = (Sum(ledger.Where(line => line.Billing == Billing.Measured)), Sum(ledger.Where(line => line.Billing == Billing.PossiblyBilled)));
        var bill = llm is null ? cost : BillOf(llm.InputTokens, llm.OutputTokens);
        return (measured.InputTokens, measured.OutputTokens) != (undisturbed.InputTokens, undisturbed.OutputTokens) ? "the ledger has other tokens than the undisturbed job"
            : (Number("inputTokens"), Number("outputTokens")) != (measured.InputTokens, measured.OutputTokens) ? "the report has other tokens than the ledger"
            : cost != BillOf(measured.InputTokens, measured.OutputTokens) ? "the ledger's cost is not that of its tokens"
            : (Dollars("costUsd"), Dollars("possiblyBilledUsd")) != (cost, possibly) ? "the report's money is not the ledger's"
            : Number("lostCalls") != ledger.Count(line => line.State == CallState.Lost) ? "the report has other lost calls than the ledger"
            : bill < cost || bill > cost + possibly ? "the LLM's own bill is not between what is measured and that with what is possibly billed"
            : null;

        long Number(string name) => report.GetProperty(name).GetInt64();
        long Dollars(string name) => (long)(report.GetProperty(name).GetDecimal() * 1_000_000_000);
    }

    private static long Sum(IEnumerable<LedgerLine> lines) => lines.Sum(line => line.Cost?.NanoDollars ?? 0);

    private static string KeyOf(ImmutableArray<TextKey> texts) => string.Join("|", texts.Select(text => text.ToString()).Order(StringComparer.Ordinal));

    private static long BillOf(long input, long output) => (input + (2 * output)) * NanoDollars;
}
