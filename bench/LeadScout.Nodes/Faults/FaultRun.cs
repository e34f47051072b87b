using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LeadScout.Answers;
using LeadScout.Nodes.Running;
using LeadScout.Postgres;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;

namespace LeadScout.Nodes.Faults;

/// <summary>Three nodes, one job, one fault at a random call.</summary>
internal sealed class FaultRun(Stage stage, int seed, FaultKind[] kinds)
{
    private const int MostInFlight = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private readonly Random _random = new(seed);
    private readonly TaskCompletionSource _moment = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _calls;

    /// <summary>What the nodes said, for those who look for the cause of a problem.</summary>
    public string Logs { get; private set; } = "";

    public async Task<FaultResult> RunAsync(CancellationToken interrupt)
    {
        var fault = kinds[_random.Next(kinds.Length)];
        var at = 1 + _random.Next(stage.Asked.Length);
        string[] clocks = fault == FaultKind.WrongClock ? [.. Enumerable.Range(0, 1 + _random.Next(2)).Select(_ => _random.Next(2) == 0 ? "+1h" : "-1h")] : [];
        var where = string.Create(CultureInfo.InvariantCulture, $"at call {at} of {stage.Asked.Length}{string.Concat(clocks.Select(clock => " " + clock))}: ");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(interrupt);
        patience.CancelAfter(Patience);
        NodeSet? nodes = null;
        try
        {
            nodes = await stage.NodesAsync(fault == FaultKind.DiskFull, clocks, () => CountAsync(at), patience.Token);
            return nodes is null
                ? new FaultResult(seed, fault, "", 0, 0, 0, "no small disk can be mounted here")
                : await DisturbedAsync(nodes, fault, where, patience.Token);
        }
        catch (Exception e) when (!interrupt.IsCancellationRequested)
        {
            return new FaultResult(seed, fault, where, Patience.TotalSeconds, 0, 0, e is OperationCanceledException ? "did not end" : e.Message.ReplaceLineEndings(" ").Replace('\t', ' '));
        }
        finally
        {
            Logs = nodes?.Logs ?? "";
        }
    }

    private async Task<FaultResult> DisturbedAsync(NodeSet nodes, FaultKind fault, string where, CancellationToken interrupt)
    {
        await nodes.Nodes[0].PostAsync("questions", new { yaml = Stage.List.Question }, interrupt);
        var (watch, marks) = (Stopwatch.StartNew(), nodes.Nodes.Select(node => node.Log.Length).ToArray());
        var job = await nodes.Nodes[_random.Next(3)].SubmitAsync(Stage.List.Csv, "name=titles.csv&question=group&maxError=0.05", interrupt);
        nodes.LastJob = job;
        await _moment.Task.WaitAsync(interrupt);
        var striker = new Striker(nodes, _random);
        var striking = striker.StrikeAsync(fault, job, interrupt);
        byte[] result;
        string how;
        try
        {
            var finishing = ResultAsync(nodes, job, interrupt);
            if (await Task.WhenAny(striking, finishing) == striking)
            {
                await striking; // where it failed, the service is not what was wanted, and its job may never end
            }

            (result, how) = (await finishing, await striking);
        }
        finally
        {
            striker.Undo?.Invoke();
        }

        var seconds = watch.Elapsed.TotalSeconds;
        var late = striker.Away is { } away ? await LateAsync(nodes, nodes.Nodes[away], marks[away], job, interrupt) : "";
        var (lost, twice, problem) = await BillAsync(nodes, job);
        problem = !result.AsSpan().SequenceEqual(stage.Output) ? "other bytes" : late.Length > 0 ? late : problem;
        return new FaultResult(seed, fault, where + how, seconds, lost, twice, problem);
    }

    private static async Task<byte[]> ResultAsync(NodeSet nodes, string job, CancellationToken interrupt)
    {
        while (true)
        {
            try
            {
                return await nodes.ResultAsync(job, interrupt);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or JsonException or OperationCanceledException && !interrupt.IsCancellationRequested)
            {
                await Task.Delay(200, interrupt); // the node that was asked has just been struck
            }
        }
    }

    // A node that comes back late changes nothing any more.
    private static async Task<string> LateAsync(NodeSet nodes, Node away, int mark, string job, CancellationToken interrupt)
    {
        var before = await nodes.SqlAsync("SELECT max(position) FROM answer");
        while (!away.Log[mark..].Contains($"Job {job} is ", StringComparison.Ordinal))
        {
            if (away.Log[mark..].Contains($"Job {job} stopped", StringComparison.Ordinal))
            {
                return "the node that came back failed otherwise than by being refused";
            }

            await Task.Delay(100, interrupt);
        }

        return Equals(before, await nodes.SqlAsync("SELECT max(position) FROM answer")) ? "" : "a late commit was not refused";
    }

    private async Task<(int Lost, int Twice, string Problem)> BillAsync(NodeSet nodes, string job)
    {
        await using var store = await PostgresStore.OpenAsync(nodes.Server.Address(nodes.Database));
        var ledger = await store.CallsAsync(new JobId(job), CancellationToken.None);
        var lost = ledger.Where(line => line.State == CallState.Lost).ToArray();
        var (open, calls) = (ledger.Count(line => line.State == CallState.Open), nodes.Teacher.Calls);
        var twice = calls.GroupBy(call => string.Join('|', call.Items)).Sum(same => same.Count() - 1);
        var unlisted = calls.SelectMany(call => call.Items).GroupBy(TextKey.Of).Where(text => text.Count() > 1).Select(text => text.Key)
            .Except(lost.SelectMany(line => line.Intent.Texts)).Count();
        var problem = !Stage.AskedOf(nodes.Teacher).SequenceEqual(stage.Asked) ? "other asks"
            : unlisted > 0 ? $"{unlisted} texts were asked twice and are in no lost call"
            : open > 0 ? $"{open} calls are still open in the ledger"
            : lost.Length > MostInFlight ? "more calls lost than can be in flight"
            : "";
        return (lost.Length, twice, problem);
    }

    private Task CountAsync(int at)
    {
        if (Interlocked.Increment(ref _calls) == at)
        {
            _moment.TrySetResult();
        }

        return Task.CompletedTask;
    }
}
