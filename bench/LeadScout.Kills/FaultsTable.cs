using System.Globalization;
using LeadScout.Cli.Tests.ProcessFaults;

namespace LeadScout.Kills;

/// <summary>Writes <c>bench/results/kills.md</c>.</summary>
internal static class FaultsTable
{
    private static readonly (ProcessFaultKind Kind, string Words)[] Words =
    [
        (ProcessFaultKind.KillClassify, "`leadscout classify` is killed"),
        (ProcessFaultKind.KillServe, "`leadscout serve` is killed"),
        (ProcessFaultKind.FaultClassify, "a system call of `leadscout classify` fails"),
        (ProcessFaultKind.FaultServe, "a system call of `leadscout serve` fails"),
    ];

    public static void Write(TextWriter output, IReadOnlyList<ProcessFaultResult> results)
    {
        output.WriteLine(
            """
            # Processes that are killed, and system calls that fail

            One job over 1,500 rows with a budget of 0 % or 5 %, an SQLite file, a stand-in for the LLM. The process is killed with `kill -9`: at any time from its start on, up to 60 ms after a call to the LLM, or at
            a call that gets no reply, each in one run of three; or one of its system calls fails, one of a thread or all from that on, as `strace` makes the kernel say. Then another process goes on undisturbed. The run is equal if

            * the result has the bytes of an undisturbed job, and no process said that it was done without having written them;
            * the LLM got the same calls, or parts of one that broke again and again while others got through; each is answered once; what it got beyond that stands in the ledger as a call that failed or was lost; no call is left open;
            * report and ledger add up to the same tokens and dollars, the undisturbed job's where no call came in parts; the LLM's own bill lies between what is measured and that with what is possibly billed;
            * after a kill, no more than eight calls (all that can be in flight) are possibly billed.

            `dotnet run -c Release --project bench/LeadScout.Kills -- faults`; each run by itself in [kills.tsv](kills.tsv): seed, kind, budget in per cent, fault, how often it hit, how far the job was, calls possibly billed, calls sent again, seconds, outcome.

            | what happens | runs | equal | before the first call | midway | after the last call | was done | possibly billed, most | sent again, most |
            |---|--:|--:|--:|--:|--:|--:|--:|--:|
            """);
        foreach (var (kind, words) in Words)
        {
            if (results.Where(result => result.Kind == kind).ToArray() is { Length: > 0 } runs)
            {
                Line(output, words, runs);
            }
        }

        Line(output, "**all**", results);
        output.WriteLine();
        output.WriteLine("| system call that failed | runs | equal | of them hit | of them ended the process or the job |");
        output.WriteLine("|---|--:|--:|--:|--:|");
        foreach (var call in results.Where(run => run.Kind is ProcessFaultKind.FaultClassify or ProcessFaultKind.FaultServe).GroupBy(CallOf).OrderBy(call => call.Key, StringComparer.Ordinal))
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {call.Key} | {call.Count()} | {call.Count(run => run.IsEqual)} | {call.Count(run => run.Hits > 0)} | {call.Count(run => run.Reached != "done")} |"));
        }
    }

    // As in "fsync 3 and all later: EIO".
    private static string CallOf(ProcessFaultResult run) => $"`{run.Fault.Split(' ')[0]}`: {run.Fault.Split(": ")[1]}";

    private static void Line(TextWriter output, string words, IReadOnlyList<ProcessFaultResult> results) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {words} | {results.Count} | {results.Count(run => run.IsEqual)} | {Reached(results, "before")} | {Reached(results, "midway")} | {Reached(results, "asked")} | {Reached(results, "done")} | {results.Max(run => run.PossiblyBilled)} | {results.Max(run => run.SentAgain)} |"));

    private static int Reached(IReadOnlyList<ProcessFaultResult> results, string how) => results.Count(run => run.Reached == how);
}
