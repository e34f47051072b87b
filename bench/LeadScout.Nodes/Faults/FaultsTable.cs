using System.Globalization;

namespace LeadScout.Nodes.Faults;

/// <summary>Writes <c>bench/results/faults.md</c>.</summary>
internal static class FaultsTable
{
    private static readonly (FaultKind Fault, string Words)[] Words =
    [
        (FaultKind.KillOwn, "the job's node is killed"),
        (FaultKind.KillOther, "another node is killed"),
        (FaultKind.KillAll, "all nodes are killed, and one to three start"),
        (FaultKind.StandStill, "the job's node stands still for longer than its lease, then goes on"),
        (FaultKind.CutFromDatabase, "the job's node is cut off from the database"),
        (FaultKind.CutFromNodes, "a node is cut off from the others"),
        (FaultKind.RestartDatabase, "the database is restarted"),
        (FaultKind.TerminateBackends, "connections to the database are ended"),
        (FaultKind.DiskFull, "the database's disk is full for some seconds"),
        (FaultKind.WrongClock, "clocks of one or two nodes are wrong by an hour; the job's node is killed in half of the runs"),
    ];

    public static void Write(TextWriter output, IReadOnlyList<FaultResult> results)
    {
        output.WriteLine("# A service that is disturbed");
        output.WriteLine();
        output.WriteLine(
            "Three nodes on 127.0.0.1, a PostgreSQL server and a stand-in for the LLM; one job over 6,000 rows. At a random call of the job one fault is done, of a random kind. The run is equal if the result has the bytes of one undisturbed process on a file, the LLM got the same calls, each text that it got twice is in a call that the ledger lists as possibly billed, no call is left open, and no more than eight (all that can be in flight) are lost.");
        output.WriteLine();
        output.WriteLine(
            "`dotnet run -c Release --project bench/LeadScout.Nodes -- faults`, as root with Debian's packages `postgresql`, `iproute2` and `libfaketime`; each run by itself in [faults.tsv](faults.tsv). The nodes serve many runs: between two, those that are gone are started, and the database is emptied. Leases are aged in the database; one run in five in which a node stands still really waits for 65 s.");
        output.WriteLine();
        output.WriteLine("| fault | runs | equal | calls lost, most | sent twice, most | longest job |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (var (fault, words) in Words)
        {
            if (results.Where(result => result.Fault == fault).ToArray() is { Length: > 0 } runs)
            {
                Line(output, words, runs);
            }
        }

        Line(output, "**all**", results);
    }

    private static void Line(TextWriter output, string words, IReadOnlyList<FaultResult> runs) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {words} | {runs.Count} | {runs.Count(run => run.IsEqual)} | {runs.Max(run => run.Lost)} | {runs.Max(run => run.Twice)} | {runs.Max(run => run.Seconds):0} s |"));
}
