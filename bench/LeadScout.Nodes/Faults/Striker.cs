using System.Globalization;
using LeadScout.Nodes.Running;
using Npgsql;

namespace LeadScout.Nodes.Faults;

/// <summary>Does one fault to a service.</summary>
/// <param name="nodes">The service.</param>
/// <param name="random">Chooses how.</param>
internal sealed class Striker(NodeSet nodes, Random random)
{
    /// <summary>What has to be undone when the job is done.</summary>
    public Action? Undo { get; private set; }

    /// <summary>The node that was at work on the job and stands still or is cut off until <see cref="Undo"/>; null for none.</summary>
    public int? Away { get; private set; }

    /// <summary>Strikes.</summary>
    /// <returns>How, in words.</returns>
    public async Task<string> StrikeAsync(FaultKind fault, string job, CancellationToken interrupt)
    {
        var at = await nodes.NodeOfAsync(job);
        var own = at ?? random.Next(nodes.Nodes.Count); // nobody has it yet, or any more
        var other = (own + 1 + random.Next(nodes.Nodes.Count - 1)) % nodes.Nodes.Count;
        return fault switch
        {
            FaultKind.KillOwn => await KillAsync([own], interrupt),
            FaultKind.KillOther => await KillAsync([other], interrupt),
            FaultKind.KillAll => await KillAsync([.. Enumerable.Range(0, nodes.Nodes.Count)], interrupt),
            FaultKind.StandStill => await StandStillAsync(own, at is not null, interrupt),
            FaultKind.CutFromDatabase => await CutFromDatabaseAsync(own, at is not null, interrupt),
            FaultKind.CutFromNodes => await CutFromNodesAsync(random.Next(2) == 0 ? own : other, interrupt),
            FaultKind.RestartDatabase => await RestartAsync(interrupt),
            FaultKind.TerminateBackends => await TerminateAsync(interrupt),
            FaultKind.DiskFull => await FillAsync(interrupt),
            FaultKind.WrongClock => random.Next(2) == 0 ? await KillAsync([own], interrupt) : "no more than that",
            _ => throw new ArgumentOutOfRangeException(nameof(fault)),
        };
    }

    private async Task<string> KillAsync(int[] victims, CancellationToken interrupt)
    {
        await Task.WhenAll(victims.Select(node => nodes.Nodes[node].KillAsync()));
        var isAll = victims.Length == nodes.Nodes.Count;
        if (!isAll && random.Next(2) == 0)
        {
            return "not started again";
        }

        var back = isAll ? victims[..(1 + random.Next(victims.Length))] : victims;
        await Task.WhenAll(back.Select(node => nodes.RestartAsync(node, interrupt)));
        return string.Create(CultureInfo.InvariantCulture, $"{back.Length} started again");
    }

    private async Task<string> StandStillAsync(int node, bool hasJob, CancellationToken interrupt)
    {
        nodes.Nodes[node].Pause();
        Away = hasJob ? node : null;
        var really = random.Next(5) == 0;
        if (really)
        {
            await Task.Delay(TimeSpan.FromSeconds(65), interrupt);
        }
        else
        {
            await AgeAsync(node);
        }

        return await UntilAsync(() => nodes.Nodes[node].GoOn(), really ? "65 s" : "its lease aged by an hour", interrupt);
    }

    private async Task<string> CutFromDatabaseAsync(int node, bool hasJob, CancellationToken interrupt)
    {
        nodes.Proxies[node].Cut();
        if (random.Next(2) == 0)
        {
            var seconds = 1 + random.Next(8);
            await Task.Delay(TimeSpan.FromSeconds(seconds), interrupt);
            nodes.Proxies[node].Mend();
            return string.Create(CultureInfo.InvariantCulture, $"for {seconds} s");
        }

        Away = hasJob ? node : null;
        await AgeAsync(node);
        return await UntilAsync(() => nodes.Proxies[node].Mend(), "its lease aged by an hour", interrupt);
    }

    private async Task<string> CutFromNodesAsync(int node, CancellationToken interrupt)
    {
        var host = nodes.Nodes[node].Host;
        Blackhole.Open(host);
        Undo = () => Blackhole.Close(host);
        var seconds = 3 + random.Next(30);
        await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(seconds), interrupt));
        Undo();
        Undo = null;
        return string.Create(CultureInfo.InvariantCulture, $"for {seconds} s");
    }

    private async Task<string> RestartAsync(CancellationToken interrupt)
    {
        await nodes.Server.StopAsync();
        var seconds = random.Next(6);
        await Task.Delay(TimeSpan.FromSeconds(seconds), interrupt);
        await nodes.Server.ResumeAsync();
        return string.Create(CultureInfo.InvariantCulture, $"away for {seconds} s");
    }

    private async Task<string> TerminateAsync(CancellationToken interrupt)
    {
        var times = 1 + random.Next(8);
        for (var time = 0; time < times; time++)
        {
            await nodes.SqlAsync(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND random() < 0.5");
            await Task.Delay(random.Next(500), interrupt);
        }

        return string.Create(CultureInfo.InvariantCulture, $"half of them, {times} times");
    }

    private async Task<string> FillAsync(CancellationToken interrupt)
    {
        SmallDisk.Fill(nodes.Server.Folder);
        var seconds = 1 + random.Next(8);
        await Task.Delay(TimeSpan.FromSeconds(seconds), interrupt);
        SmallDisk.Empty(nodes.Server.Folder);
        var died = false;
        while (!await AnswersAsync())
        {
            // It may die late: of what it could not write while it recovered. Whoever runs it starts it again.
            if (!nodes.Server.IsUp)
            {
                died = true;
                await nodes.Server.StopAsync();
                await nodes.Server.ResumeAsync();
            }

            await Task.Delay(200, interrupt);
        }

        return string.Create(CultureInfo.InvariantCulture, $"for {seconds} s{(died ? ", of which the server died" : "")}");
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await nodes.SqlAsync("SELECT 1");
            return true;
        }
        catch (Exception e) when (e is NpgsqlException or IOException)
        {
            return false;
        }
    }

    // Before the job is done or after it, by chance.
    private async Task<string> UntilAsync(Action mend, string how, CancellationToken interrupt)
    {
        if (random.Next(2) == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(4_000)), interrupt);
            mend();
            Away = null;
            return how + ", back before the end";
        }

        Undo = mend;
        return how + ", back after the end";
    }

    // The node's own rows: the others have said just now that they live.
    private Task<object?> AgeAsync(int node) => nodes.SqlAsync(
        $"""
        UPDATE job_lease SET renewed_at = renewed_at - interval '1 hour' WHERE holder IN (SELECT holder FROM node WHERE name = '{nodes.Nodes[node].Name}');
        UPDATE claim SET renewed_at = renewed_at - interval '1 hour' WHERE holder IN (SELECT holder FROM node WHERE name = '{nodes.Nodes[node].Name}');
        UPDATE job_run SET beat_at = beat_at - interval '1 hour' WHERE node = '{nodes.Nodes[node].Name}';
        UPDATE node SET beat_at = beat_at - interval '59 minutes' WHERE name = '{nodes.Nodes[node].Name}'
        """);
}
