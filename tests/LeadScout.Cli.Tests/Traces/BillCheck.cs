using System.Collections.Immutable;
using System.Text.Json;
using LeadScout.Answers;
using LeadScout.Sqlite;
using LeadScout.StandIn;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;

namespace LeadScout.Cli.Tests.Traces;

/// <summary>
/// Holds report, ledger and what came to the LLM against each other: every call is answered and paid once; what came to the LLM beyond that is
/// in calls that the ledger lists; and the LLM's own bill lies between what is measured and that with what is possibly billed.
/// </summary>
internal static class BillCheck
{
    private const long NanoDollars = 1_000; // a token of input; one of output costs two

    /// <summary>What is not so; empty for nothing.</summary>
    /// <param name="folder">Where the database lies.</param>
    /// <param name="done">What was done.</param>
    /// <param name="calls">What came to the LLM.</param>
    /// <param name="undisturbed">What there is to be.</param>
    /// <param name="llm">The LLM's own count; null where that is of more than these calls.</param>
    public static async Task<string> ProblemAsync(Folder folder, Attempt done, IReadOnlyList<LoggedCall> calls, Undisturbed undisturbed, Stats? llm = null)
    {
        using var store = SqliteStore.OpenRead(folder["leadscout.db"]);
        var ledger = await store.CallsAsync(new JobId(done.Job));
        var asked = AskedOf(calls);
        return (asked.SequenceEqual(undisturbed.Asked) || IsDivided(asked, undisturbed.Asked) ? null : "other asks")
            ?? OfCalls(ledger, calls) ?? OfMoney(ledger, done.Report, asked.Length > undisturbed.Asked.Length ? null : undisturbed, llm) ?? "";
    }

    /// <summary>How many calls the ledger lists that are possibly billed, and how many came to the LLM again.</summary>
    public static async Task<(int PossiblyBilled, int SentAgain)> CountAsync(Folder folder, Attempt done, IReadOnlyList<LoggedCall> calls)
    {
        using var store = SqliteStore.OpenRead(folder["leadscout.db"]);
        var ledger = await store.CallsAsync(new JobId(done.Job));
        return (ledger.Count(line => line.Billing == Billing.PossiblyBilled), calls.Count - AskedOf(calls).Length);
    }

    /// <summary>Every call, once, in an order that does not depend on time.</summary>
    public static string[] AskedOf(IReadOnlyList<LoggedCall> calls) => [.. calls.Select(call => string.Join('|', call.Items)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>
    /// Whether calls beside an undisturbed job's are parts of them, and every text of one that is missing is in a part: a call that breaks again and
    /// again while others get through is divided, for it may be its texts.
    /// </summary>
    /// <param name="asked">The calls, as <see cref="AskedOf"/> gives them.</param>
    /// <param name="whole">The undisturbed job's.</param>
    public static bool IsDivided(string[] asked, string[] whole)
    {
        var (parts, missing) = (asked.Except(whole).ToArray(), whole.Except(asked));
        return parts.All(part => whole.Any(call => $"|{call}|".Contains($"|{part}|", StringComparison.Ordinal)))
            && missing.All(call => call.Split('|').All(text => parts.Any(part => $"|{part}|".Contains($"|{text}|", StringComparison.Ordinal))));
    }

    private static string? OfCalls(ImmutableArray<LedgerLine> ledger, IReadOnlyList<LoggedCall> calls)
    {
        if (ledger.Any(line => line.State == CallState.Open))
        {
            return "calls are still open in the ledger";
        }

        var answered = ledger.Where(line => line.State == CallState.Answered).CountBy(line => KeyOf(line.Intent.Texts)).ToDictionary();
        var others = ledger.Where(line => line.State != CallState.Answered).CountBy(line => KeyOf(line.Intent.Texts)).ToDictionary();
        var received = calls.CountBy(call => KeyOf([.. call.Items.Select(TextKey.Of)])).ToDictionary();
        var texts = ledger.Where(line => line.State == CallState.Answered).SelectMany(line => line.Intent.Texts).ToHashSet();
        return answered.Values.Any(times => times > 1) ? "a call is paid and answered twice"
            : answered.Keys.Except(received.Keys).Any() ? "the ledger has an answer that the LLM did not give"
            : received.Any(call => call.Value > answered.GetValueOrDefault(call.Key) + others.GetValueOrDefault(call.Key)) ? "the LLM got calls that the ledger does not list"
            : calls.SelectMany(call => call.Items).Any(text => !texts.Contains(TextKey.Of(text))) ? "a call has no answer"
            : null;
    }

    private static string? OfMoney(ImmutableArray<LedgerLine> ledger, JsonElement report, Undisturbed? undisturbed, Stats? llm)
    {
        var measured = ledger.Aggregate(default(Usage), (sum, line) => sum + line.MeasuredUsage);
        var (cost, possibly) = (Sum(ledger.Where(line => line.Billing == Billing.Measured)), Sum(ledger.Where(line => line.Billing == Billing.PossiblyBilled)));
        return undisturbed is not null && (measured.InputTokens, measured.OutputTokens) != (undisturbed.InputTokens, undisturbed.OutputTokens) ? "the ledger has other tokens than the undisturbed job"
            : (Number("inputTokens"), Number("outputTokens")) != (measured.InputTokens, measured.OutputTokens) ? "the report has other tokens than the ledger"
            : cost != BillOf(measured.InputTokens, measured.OutputTokens) ? "the ledger's cost is not that of its tokens"
            : (Dollars("costUsd"), Dollars("possiblyBilledUsd")) != (cost, possibly) ? "the report's money is not the ledger's"
            : Number("lostCalls") != ledger.Count(line => line.State == CallState.Lost) ? "the report has other lost calls than the ledger"
            : llm is not null && BillOf(llm.InputTokens, llm.OutputTokens) is var bill && (bill < cost || bill > cost + possibly)
                ? "the LLM's own bill is not between what is measured and that with what is possibly billed"
            : null;

        long Number(string name) => report.GetProperty(name).GetInt64();
        long Dollars(string name) => (long)(report.GetProperty(name).GetDecimal() * 1_000_000_000);
    }

    private static long Sum(IEnumerable<LedgerLine> lines) => lines.Sum(line => line.Cost?.NanoDollars ?? 0);

    private static string KeyOf(ImmutableArray<TextKey> texts) => string.Join("|", texts.Select(text => text.ToString()).Order(StringComparer.Ordinal));

    private static long BillOf(long input, long output) => (input + (2 * output)) * NanoDollars;
}

/// <summary>What the job comes to where nobody disturbs it.</summary>
/// <param name="Asked">Every call.</param>
/// <param name="InputTokens">As the LLM counts them.</param>
/// <param name="OutputTokens">Likewise.</param>
internal sealed record Undisturbed(string[] Asked, long InputTokens, long OutputTokens);
