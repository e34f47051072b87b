using System.Diagnostics;
using LeadScout.StandIn;

namespace LeadScout.Cli.Tests.Kills;

/// <summary>What all runs have in common: what the job comes to where nobody disturbs it. Learnt when it is first needed.</summary>
internal sealed class StrikeStage
{
    private readonly Dictionary<(bool Serves, string MaxError), Undisturbed> _known = [];
    private readonly Dictionary<bool, IReadOnlyDictionary<string, int>> _calls = [];

    /// <summary>The first rows of the title list.</summary>
    public static TitleList Titles { get; } = Of(1_500);

    public static StandInOptions Teacher => new() { Answers = Titles.Answers, Latency = TimeSpan.FromMilliseconds(30) };

    /// <summary>So many rows of the title list.</summary>
    public static TitleList Of(int rows)
    {
        var all = TitleList.Invented;
        return all with { Csv = string.Concat(all.Csv.Split("\r\n").Take(rows + 1).Select(line => line + "\r\n")) };
    }

    public static IWay WayOf(bool serves, StandInServer teacher, string maxError) =>
        serves ? new ServeWay(Titles, teacher.Url, maxError) : new ClassifyWay(Titles, teacher.Url, maxError);

    /// <summary>The job without a disturbance. By whichever way, it has the same bytes and the same asks.</summary>
    public async Task<Undisturbed> UndisturbedAsync(bool serves, string maxError)
    {
        if (!_known.TryGetValue((serves, maxError), out var undisturbed))
        {
            undisturbed = _known[(serves, maxError)] = await RunAsync(serves, maxError);
            if (_known.TryGetValue((!serves, maxError), out var other)
                && !(other.Output.AsSpan().SequenceEqual(undisturbed.Output) && other.Asked.SequenceEqual(undisturbed.Asked)))
            {
                throw new InvalidOperationException("The server and the command line come to different results.");
            }
        }

        return undisturbed;
    }

    /// <summary>How many system calls a thread of such a process makes, at most.</summary>
    public async Task<IReadOnlyDictionary<string, int>> SyscallsAsync(bool serves)
    {
        if (!_calls.TryGetValue(serves, out var counts))
        {
            await using var teacher = await StandInServer.StartAsync(Teacher);
            using var way = WayOf(serves, teacher, "5%");
            var log = way.Folder["strace.log"];
            Done(await way.TryAsync(SyscallFault.Counting(log), _ => { }, CancellationToken.None));
            counts = _calls[serves] = SyscallFault.Counted(log);
        }

        return counts;
    }

    /// <summary>Every call, once, in an order that does not depend on time.</summary>
    public static string[] AskedOf(IReadOnlyList<LoggedCall> calls) => [.. calls.Select(call => string.Join('|', call.Items)).Distinct().Order(StringComparer.Ordinal)];

    private static async Task<Undisturbed> RunAsync(bool serves, string maxError)
    {
        await using var teacher = await StandInServer.StartAsync(Teacher);
        using var way = WayOf(serves, teacher, maxError);
        var watch = Stopwatch.StartNew();
        var done = Done(await way.TryAsync([], _ => { }, CancellationToken.None));
        var undisturbed = new Undisturbed(done.Output, AskedOf(teacher.Calls), teacher.Stats.InputTokens, teacher.Stats.OutputTokens, watch.Elapsed);
        return await BillCheck.ProblemAsync(way, done, teacher.Calls, teacher.Stats, undisturbed) is { Length: > 0 } problem
            ? throw new InvalidOperationException($"Nobody disturbed it: {problem}.")
            : undisturbed;
    }

    private static Attempt Done(Attempt attempt) =>
        attempt.IsDone ? attempt : throw new InvalidOperationException($"Nobody disturbed it: {attempt.Said}");
}

/// <summary>What the job comes to where nobody disturbs it.</summary>
/// <param name="Output">The result.</param>
/// <param name="Asked">Every call.</param>
/// <param name="InputTokens">As the LLM counts them.</param>
/// <param name="OutputTokens">Likewise.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record Undisturbed(byte[] Output, string[] Asked, long InputTokens, long OutputTokens, TimeSpan Duration);
