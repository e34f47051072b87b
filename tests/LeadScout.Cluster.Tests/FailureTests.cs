using LeadScout.Answers;
using LeadScout.Postgres;
using LeadScout.StandIn;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Cluster.Tests;

/// <summary>
/// Whatever becomes of a node or of the database, the job ends with the bytes of an undisturbed one, and nothing is paid twice but calls
/// that were in flight.
/// </summary>
public sealed class FailureTests(ServiceFixture fixture)
{
    private static readonly StandInOptions Slow = new() { Answers = TitleList.Invented.Answers, Latency = TimeSpan.FromMilliseconds(100) };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_whose_node_is_killed_is_woken_on_another()
    {
        await using var service = await Service.StartAsync(fixture, 3, Slow);
        var job = await Service.SubmitAsync(service[0]);
        await service.AskedAsync(12);
        var victim = await service.NodeOfAsync(job);
        await victim.KillAsync();
        var result = await Service.ResultAsync(service.Nodes.First(node => node != victim), job);
        Assert.Equal(fixture.Output, result);
        await CheckLedgerAsync(service, job, most: 8);
    }

    [Fact]
    public async Task A_node_that_stood_still_for_longer_than_its_lease_is_taken_over_and_what_it_commits_late_is_refused()
    {
        await using var service = await Service.StartAsync(fixture, 3, Slow);
        var job = await Service.SubmitAsync(service[0]);
        await service.AskedAsync(12);
        var paused = await service.NodeOfAsync(job);
        paused.Pause();
        await service.AgeAsync();
        var result = await Service.ResultAsync(service.Nodes.First(node => node != paused), job);
        Assert.Equal(fixture.Output, result);
        var log = await service.SqlAsync("SELECT max(position) FROM answer");

        paused.GoOn();
        while (!paused.Log.Contains($"Job {job} is left to other nodes", StringComparison.Ordinal))
        {
            await Task.Delay(50, Cancellation);
        }

        Assert.Equal(log, await service.SqlAsync("SELECT max(position) FROM answer"));
        Assert.Equal(fixture.Output, await Service.ResultAsync(paused, job));
        await CheckLedgerAsync(service, job, most: 8);
    }

    [Fact]
    public async Task A_restart_of_the_database_and_connections_that_are_cut_are_waited_out()
    {
        await using var service = await Service.StartAsync(fixture, 2, Slow);
        var job = await Service.SubmitAsync(service[0]);
        await service.AskedAsync(6);
        await fixture.Server.TerminateAsync(service.Database);
        await service.AskedAsync(12);
        await fixture.Server.StopAsync();
        await fixture.Server.ResumeAsync();
        Assert.Equal(fixture.Output, await Service.ResultAsync(service[1], job));
        await CheckLedgerAsync(service, job, most: 8);
    }

    [Fact]
    public async Task Nodes_that_start_after_all_others_were_killed_wait_for_nobody()
    {
        await using var service = await Service.StartAsync(fixture, 2, Slow);
        var job = await Service.SubmitAsync(service[0]);
        await service.AskedAsync(6);
        await Task.WhenAll(service.Nodes.Select(node => node.KillAsync()));
        var fresh = await service.AddAsync();
        Assert.Equal(fixture.Output, await Service.ResultAsync(fresh, job));
        await CheckLedgerAsync(service, job, most: 8);
    }

    private async Task CheckLedgerAsync(Service service, string job, int most)
    {
        await using var store = await PostgresStore.OpenAsync(fixture.Server.Address(service.Database));
        var ledger = await store.CallsAsync(new JobId(job), Cancellation);
        var lost = ledger.Where(line => line.State == CallState.Lost).ToArray();
        var askedTwice = service.Teacher.Calls.SelectMany(call => call.Items).GroupBy(TextKey.Of).Where(text => text.Count() > 1).Select(text => text.Key);
        Assert.Empty(askedTwice.Except(lost.SelectMany(line => line.Intent.Texts)));
        Assert.DoesNotContain(ledger, line => line.State == CallState.Open);
        Assert.InRange(lost.Length, 0, most);
    }
}
