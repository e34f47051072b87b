using LeadScout.Server.Access;
using LeadScout.Server.Jobs;
using LeadScout.Server.Mcp;
using LeadScout.Server.Workspaces;
using LeadScout.Sqlite;
using LeadScout.StandIn;
using LeadScout.Stores;
using LeadScout.Teaching;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LeadScout.Server.Tests.Mcp;

/// <summary>Jobs that agents start on a server: what was priced is what is run, by whoever pays for it.</summary>
public sealed class AgentJobTests
{
    private static readonly Caller Person = new("somebody", null, Scope.Admin);

    private static CancellationToken Gone => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_priced_is_run_though_the_lists_name_means_another_by_then()
    {
        await using var trial = await ServerTrial.StartAsync();
        await trial.UploadAsync("titles.csv", "Job Title\nCFO\n"u8.ToArray());
        var (desk, call) = (DeskOf(trial, Person), Call("titles.csv"));

        var price = await desk.PriceAsync(call, Gone);
        await trial.UploadAsync("titles.csv", "Job Title\nRecruiter\nVertriebsleiter\n"u8.ToArray());
        var outcome = await desk.RunAsync(call, price, null, new AgentBill(), new Progress<AgentProgress>(), Gone);

        Assert.Equal(price.Job, outcome.Data!["job"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_job_that_is_another_by_now_is_refused_before_anything_is_asked()
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        await using var trial = await StartAsync(server);
        await trial.UploadAsync("titles.csv", "Job Title\nCFO\n"u8.ToArray());
        var (desk, call, bill) = (DeskOf(trial, Person), Call("titles.csv"), new AgentBill());
        var price = await desk.PriceAsync(call, Gone);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => desk.RunAsync(
            call, price with { Job = "000000000000" }, Money.OfDollars(1), bill, new Progress<AgentProgress>(), Gone));

        Assert.Equal(("job-changed", 0, false), (refused.Code, server.Stats.Calls, bill.HasBegun));
    }

    [Fact]
    public async Task A_blank_list_does_not_make_an_llm_free()
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        await using var trial = await StartAsync(server);
        await trial.UploadAsync("blank.csv", "Job Title\n\n\"\"\n"u8.ToArray());

        Assert.False((await DeskOf(trial, Person).PriceAsync(Call("blank.csv"), Gone)).IsFree);
        await using var recorded = await ServerTrial.StartAsync();
        await recorded.UploadAsync("titles.csv", "Job Title\nCFO\n"u8.ToArray());
        Assert.True((await DeskOf(recorded, Person).PriceAsync(Call("titles.csv"), Gone)).IsFree);
    }

    [Fact]
    public async Task A_key_goes_on_with_its_own_stopped_job_and_with_no_one_elses()
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        var folder = new Folder();
        string one, other;
        using (var store = SqliteStore.Open(folder["leadscout.db"]))
        {
            var keys = new KeyRing(store.Service, TimeProvider.System);
            (one, other) = (
                keys.Add("one", Scope.Label, Money.OfDollars(0.03m), null, null).Key.Id, keys.Add("other", Scope.Label, Money.OfDollars(5), null, null).Key.Id);
        }

        await using var trial = await StartAsync(server, folder);
        await trial.UploadAsync(
            "titles.csv",
            System.Text.Encoding.UTF8.GetBytes("Job Title\n" + string.Concat(Enumerable.Range(0, 400).Select(row => $"Specialist number {row * 7}\n"))));
        var spending = trial.Services.GetRequiredService<KeySpending>();
        var (mine, theirs) = (new Caller("one", one, Scope.Label), new Caller("other", other, Scope.Label));

        var first = await RunAsync(trial, mine, Money.OfDollars(0.018m));
        Assert.Equal("out-of-money", first.State);
        var left = spending.Left(mine)!.Value;
        Assert.InRange(left.Dollars, 0.000001m, 0.0295m);

        // More than half is spent: what the job has cost before is not held against what is left once more.
        var second = await RunAsync(trial, mine, left);
        Assert.Equal("out-of-money", second.State);
        Assert.True(spending.Left(mine) < left && spending.Left(mine) >= Money.Zero);

        // What one key has spent does not go to another, and the first does not get it back.
        var before = spending.Left(mine);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => RunAsync(trial, theirs, Money.OfDollars(1)));
        Assert.Equal("job-of-another-key", refused.Code);
        Assert.Equal((before, Money.OfDollars(5)), (spending.Left(mine), spending.Left(theirs)!.Value));

        // Nor by the way that people take.
        var jobs = trial.Services.GetRequiredService<JobService>();
        var (service, order) = (
            trial.Services.GetRequiredService<ServerWorkspace>().Service, (await DeskOf(trial, theirs).PriceAsync(Call("titles.csv"), Gone)).Order!);
        var given = service.Jobs().Single();
        await AssertRefusedAsync(() => jobs.ResumeAsync(given.Id, theirs, Money.OfDollars(1), retryFailed: false, Gone));
        await AssertRefusedAsync(() => jobs.CreateAsync(order, theirs, Gone));
        Assert.Equal((before, Money.OfDollars(5), one), (spending.Left(mine), spending.Left(theirs)!.Value, service.Jobs().Single().Key));

        static async Task AssertRefusedAsync(Func<Task> start) =>
            Assert.Equal("job-of-another-key", (await Assert.ThrowsAsync<RefusedException>(start)).Code);
    }

    [Fact]
    public async Task A_job_that_somebody_else_has_at_work_is_not_joined_and_not_paused()
    {
        var (arrived, held) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = await StandInServer.StartAsync(new StandInOptions
        {
            Before = async gone =>
            {
                arrived.TrySetResult();
                await held.Task.WaitAsync(gone);
            },
        });
        await using var trial = await StartAsync(server);
        await trial.UploadAsync("titles.csv", "Job Title\nCFO\nRecruiter\n"u8.ToArray());
        var first = RunAsync(trial, Person, Money.OfDollars(1));
        await arrived.Task;

        var refused = await Assert.ThrowsAsync<RefusedException>(() => RunAsync(trial, Person, Money.OfDollars(1)));
        held.SetResult();

        Assert.Equal(("job-at-work", "done"), (refused.Code, (await first).State));
    }

    [Fact]
    public async Task A_server_that_ends_leaves_the_job_to_the_next_one()
    {
        var (arrived, held) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = await StandInServer.StartAsync(new StandInOptions
        {
            Before = async gone =>
            {
                arrived.TrySetResult();
                await held.Task.WaitAsync(gone);
            },
        });
        await using var trial = await StartAsync(server);
        await trial.UploadAsync("titles.csv", "Job Title\nCFO\nRecruiter\n"u8.ToArray());
        var run = RunAsync(trial, Person, Money.OfDollars(1));
        await arrived.Task;

        trial.Services.GetRequiredService<Microsoft.Extensions.Hosting.IHostApplicationLifetime>().StopApplication();
        await run;
        var kept = Assert.Single(trial.Services.GetRequiredService<Workspaces.ServerWorkspace>().Service.Jobs());
        held.SetResult();

        Assert.True(kept.IsWanted);
    }

    [Fact]
    public async Task Of_calls_at_once_the_second_sees_what_the_first_holds()
    {
        var folder = new Folder();
        Caller caller;
        using (var store = SqliteStore.Open(folder["leadscout.db"]))
        {
            caller = new Caller("one", new KeyRing(store.Service, TimeProvider.System).Add("one", Scope.Label, Money.OfDollars(1), null, null).Key.Id, Scope.Label);
        }

        await using var server = await StandInServer.StartAsync(new StandInOptions());
        await using var trial = await StartAsync(server, folder);
        await trial.UploadAsync("titles.csv", "Job Title\nCFO\n"u8.ToArray());
        var held = trial.Services.GetRequiredService<KeySpending>().Hold(caller, Money.OfDollars(0.7m), Money.OfDollars(0.7m)).Held;

        var refused = await Assert.ThrowsAsync<KeyLimitException>(() => RunAsync(trial, caller, Money.OfDollars(0.7m)));

        Assert.Equal(("purse-empty", 0), (refused.Code, server.Stats.Calls));
        trial.Services.GetRequiredService<ActivityLog>().Release(held);
        Assert.Equal("done", (await RunAsync(trial, caller, Money.OfDollars(0.7m))).State);
    }

    private static Task<ServerTrial> StartAsync(StandInServer server, Folder? folder = null) => ServerTrial.StartAsync(
        options => options with { Teacher = "openai:stand-in", TeacherUrl = server.Url.ToString(), Prices = new(1, 4) }, folder);

    private static ServerDesk DeskOf(ServerTrial trial, Caller caller) => new(trial.Services.GetRequiredService<AgentServices>(), caller);

    private static async Task<AgentOutcome> RunAsync(ServerTrial trial, Caller caller, Money allowance)
    {
        var (desk, call) = (DeskOf(trial, caller), Call("titles.csv"));
        return await desk.RunAsync(call, await desk.PriceAsync(call, Gone), allowance, new AgentBill(), new Progress<AgentProgress>(), Gone);
    }

    private static AgentCall Call(string list)
    {
        var tool = ServerDesk.All.Single(one => one.Name == AgentTools.LabelList);
        return new AgentCall(tool, ToolArguments.Of(tool, System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, System.Text.Json.JsonElement>>(
            $"{{\"list\":\"{list}\",\"question\":\"department\"}}")!));
    }
}
