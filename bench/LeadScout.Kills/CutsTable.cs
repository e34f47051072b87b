using System.Globalization;
using LeadScout.Cli.Tests.Traces;

namespace LeadScout.Kills;

/// <summary>Writes <c>bench/results/cuts.md</c>.</summary>
internal sealed class CutsTable(TracedRun run, int moments, int every, int seed)
{
    private readonly (int Cuts, int Problems)[] _byWhat = new (int, int)[2];

    public int Problems => _byWhat.Sum(what => what.Problems);

    public string Text => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        # Power that fails

        One job over 150 rows, an SQLite file, a stand-in for the LLM, {run.Requests.Count} calls one after another. Every system call by which it came to disk and network is on record ({run.Trace.Count:N0} of them, {run.Trace.Count(call => call.Name is "fsync" or "fdatasync")} flushes).
        The power fails at {moments} moments, one in {every}, twice each; then the job is given again to the real executable. A cut is survived if the result has the undisturbed bytes, each call is answered and paid once, and report and ledger agree;
        what came to the LLM again stands in the ledger as lost. `dotnet run -c Release --project bench/LeadScout.Kills -- cuts --every {every} --seed {seed}`.

        | what is there that was not flushed | cuts | survived |
        |---|--:|--:|
        | nothing | {_byWhat[0].Cuts} | {_byWhat[0].Cuts - _byWhat[0].Problems} |
        | each write and each folder's names by lot, a write in four torn at a sector | {_byWhat[1].Cuts} | {_byWhat[1].Cuts - _byWhat[1].Problems} |

        """);

    public void Add(bool keepsSome, string problem)
    {
        ref var what = ref _byWhat[keepsSome ? 1 : 0];
        what = (what.Cuts + 1, what.Problems + (problem.Length > 0 ? 1 : 0));
    }
}
