using LeadScout.Answers;
using LeadScout.Postgres;
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
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_whose_node_is_killed_is_woken_on_another()
    {
        var gate = new Gate(12);
        await using var service = await Service.StartAsync(fixture, 3, gate.Options);
        var job = await Service.SubmitAsync(service[0]);
        await gate.ArrivedAsync(13);
        var victim = await service.NodeOfAsync(job);
        await victim.KillAsync();
        gate.Open();
        var result = await Service.ResultAsync(service.Nodes.First(node => node != victim), job);
        Assert.Equal(fixture.Output, result);
        await CheckLedgerAsync(service, job, most: 8);
    }

    [Fact]
    public async Task A_node_that_stood_still_for_longer_than_its_lease_is_taken_over_and_what_it_commits_late_is_refused()
    {
        var gate = new Gate(12);
        await using var service = await Service.StartAsync(fixture, 3, gate.Options);
        var job = await Service.SubmitAsync(service[0]);
        await gate.ArrivedAsync(13);
        var paused = await service.NodeOfAsync(job);
        paused.Pause();
        await service.AgeAsync();
        gate.Open();
        var result = await Service.ResultAsync(service.Nodes.First(node => node != paused), job);
        Assert.Equal(fixture.Output, result);
        var log = await service.SqlAsync("SELECT max(position) FROM answer");

        paused.GoOn();
        // Left to others, when its commit is refused; interrupted, when it hears first that the job is wanted no more.
        while (!paused.Log.Contains($"Job {job} is ", StringComparison.Ordinal))
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
        var gate = new Gate(6);
        await using var server = await PrivateServer.StartAsync(); // of its own: other tests use the common one
        await using var service = await Service.StartAsync(fixture, 2, gate.Options, server);
        var job = await Service.SubmitAsync(service[0]);
        await gate.ArrivedAsync(7);
        await server.TerminateAsync(service.Database);
        gate.Open(12);
        await gate.ArrivedAsync(13);
        await server.StopAsync();
        await server.ResumeAsync();
        gate.Open();
        Assert.Equal(fixture.Output, await Service.ResultAsync(service[1], job));
        await CheckLedgerAsync(service, job, most: 8);
    }

    [Fact]
    public async Task Nodes_that_start_after_all_others_were_killed_wait_for_nobody()
    {
        var gate = new Gate(6);
        await using var service = await Service.StartAsync(fixture, 2, gate.Options);
        var job = await Service.SubmitAsync(service[0]);
        await gate.ArrivedAsync(7);
        await Task.WhenAll(service.Nodes.Select(node => node.KillAsync()));
        gate.Open();
        var fresh = await service.AddAsync();
        Assert.Equal(fixture.Output, await Service.ResultAsync(fresh, job));
        await CheckLedgerAsync(service, job, most: 8);
    }

    [Fact]
    public async Task A_node_that_is_cut_off_from_the_database_alone_loses_its_job_to_one_that_is_not()
    {
        var gate = new Gate(0);
        await using var service = await Service.StartAsync(fixture, 1, gate.Options); // this one places the jobs, and has no place free
        await OtherJobAsync(1);
        await OtherJobAsync(2);
        await using var proxy = fixture.Server.NewProxy();
        var cut = await service.AddAsync(proxy);
        var job = await Service.SubmitAsync(service[0]);
        await gate.ArrivedAsync(3);
        Assert.Same(cut, await service.NodeOfAsync(job));
        proxy.Cut();
        await service.AgeAsync();
        gate.Open();
        Assert.Equal(fixture.Output, await Service.ResultAsync(service[0], job));

        proxy.Mend();
        while (!cut.Log.Contains($"Job {job} is ", StringComparison.Ordinal))
        {
            await Task.Delay(50, Cancellation);
        }

        Assert.Equal(fixture.Output, await Service.ResultAsync(cut, job));

        // Of another question, so that it waits for no turn.
        async Task OtherJobAsync(int number)
        {
            var name = $"other-{number}";
            await service[0].PostAsync("questions", new { yaml = TitleList.Invented.Question.Replace("name: group", "name: " + name, StringComparison.Ordinal).Replace("Which", name, StringComparison.Ordinal) });
            await Service.SubmitAsync(service[0], "&limit=20", name);
            await gate.ArrivedAsync(number);
        }
    }

    private static async Task CheckLedgerAsync(Service service, string job, int most)
    {
        await using var store = await PostgresStore.OpenAsync(service.Address);
        var ledger = await store.CallsAsync(new JobId(job), Cancellation);
        var lost = ledger.Where(line => line.State == CallState.Lost).ToArray();
        var askedTwice = service.Teacher.Calls.SelectMany(call => call.Items).GroupBy(TextKey.Of).Where(text => text.Count() > 1).Select(text => text.Key);
        Assert.Empty(askedTwice.Except(lost.SelectMany(line => line.Intent.Texts)));
        Assert.DoesNotContain(ledger, line => line.State == CallState.Open);
        Assert.InRange(lost.Length, 0, most);
    }
}
