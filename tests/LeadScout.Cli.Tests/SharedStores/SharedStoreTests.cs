using LeadScout.Answers;
using LeadScout.Postgres;
using LeadScout.StandIn;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Cli.Tests.SharedStores;

/// <summary>A job over PostgreSQL comes to the bytes and the asks of one over a file, whatever happens to its process or to the server.</summary>
public sealed class SharedStoreTests(SharedStoreFixture fixture) : IClassFixture<SharedStoreFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_comes_to_the_same_bytes_and_the_same_asks_as_over_a_file()
    {
        var (_, address) = await NewStoreAsync();
        await using var teacher = await TeacherAsync();
        using var job = new SharedJob(teacher);
        var run = await job.RunAsync(address);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(fixture.Output, job.Output);
        Assert.Equal(fixture.Asked, job.Asked);
        Assert.DoesNotContain("test-key", run.Error);

        var again = await job.RunAsync(address);
        Assert.Equal((0, 0), (again.ExitCode, teacher.Calls.Length - fixture.Asked.Length));
        Assert.Equal(fixture.Output, job.Output);
    }

    [Fact]
    public async Task Killed_in_the_middle_and_resumed_it_ends_as_if_never_killed()
    {
        var (_, address) = await NewStoreAsync();
        LeadScoutProcess? victim = null;
        var calls = 0;
        await using var teacher = await TeacherAsync(async gone =>
        {
            if (Interlocked.Increment(ref calls) == 12)
            {
                victim!.Kill();
                await Task.Delay(Timeout.InfiniteTimeSpan, gone);
            }
        });
        using var job = new SharedJob(teacher);
        using (victim = job.Start(address))
        {
            Assert.NotEqual(0, (await victim.EndAsync()).ExitCode);
        }

        var resumed = await job.RunAsync(address);
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Equal(fixture.Output, job.Output);
        await CheckLedgerAsync(address, resumed, teacher);
        Assert.InRange(resumed.Number("lostCalls"), 1, 8);
    }

    [Fact]
    public async Task Of_two_runners_of_one_job_the_second_is_refused_and_the_first_ends_undisturbed()
    {
        var (_, address) = await NewStoreAsync();
        var (waiting, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var teacher = await TeacherAsync(_ =>
        {
            waiting.TrySetResult();
            return goOn.Task;
        });
        using var job = new SharedJob(teacher);
        var first = job.RunAsync(address);
        await waiting.Task;
        var second = await job.RunAsync(address);
        Assert.Equal(6, second.ExitCode);
        Assert.Contains("is at work elsewhere: process", second.Error);
        Assert.Equal("held", second.Text("state"));
        goOn.SetResult();
        var ended = await first;
        Assert.True(ended.ExitCode == 0, ended.Error);
        Assert.Equal(fixture.Output, job.Output);
        Assert.Equal(fixture.Asked, job.Asked);
    }

    [Fact]
    public async Task A_runner_that_stood_still_is_taken_over_and_its_late_reply_is_refused()
    {
        var (database, address) = await NewStoreAsync();
        var (waiting, goOn, calls) = (new TaskCompletionSource(), new TaskCompletionSource(), 0);
        await using var slow = await TeacherAsync(_ =>
        {
            if (Interlocked.Increment(ref calls) < 5)
            {
                return Task.CompletedTask;
            }

            waiting.TrySetResult();
            return goOn.Task;
        });
        await using var quick = await TeacherAsync();
        using var job = new SharedJob(slow);
        var paused = job.RunAsync(address);
        await waiting.Task;
        await fixture.Server.RunAsync(database, "UPDATE job_lease SET renewed_at = renewed_at - interval '1 hour'");
        var taking = await job.RunAsync(address, quick);
        Assert.True(taking.ExitCode == 0, taking.Error);
        Assert.Equal(fixture.Output, job.Output);
        var log = await fixture.Server.RunAsync(database, "SELECT max(position) FROM answer");

        goOn.SetResult();
        var refused = await paused;
        Assert.Equal(6, refused.ExitCode);
        Assert.Contains("was taken over by another process", refused.Error);
        Assert.Equal(log, await fixture.Server.RunAsync(database, "SELECT max(position) FROM answer"));
        Assert.Equal(fixture.Output, job.Output);
    }

    [Fact]
    public async Task Cut_connections_in_the_middle_change_nothing()
    {
        var (database, address) = await NewStoreAsync();
        var calls = 0;
        await using var teacher = await TeacherAsync(
            _ => Interlocked.Increment(ref calls) % 6 == 0 ? fixture.Server.TerminateAsync(database) : Task.CompletedTask);
        using var job = new SharedJob(teacher);
        var run = await job.RunAsync(address);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal((0, 0), (run.Number("lostCalls"), run.Number("failedCalls")));
        Assert.Equal(fixture.Output, job.Output);
        Assert.Equal(fixture.Asked, job.Asked);
    }

    [Fact]
    public async Task A_restart_of_the_server_in_the_middle_is_waited_out()
    {
        var (_, address) = await NewStoreAsync();
        var calls = 0;
        await using var teacher = await TeacherAsync(async _ =>
        {
            if (Interlocked.Increment(ref calls) == 8)
            {
                await fixture.Server.StopAsync();
                await fixture.Server.ResumeAsync();
            }
        });
        using var job = new SharedJob(teacher);
        var run = await job.RunAsync(address);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(fixture.Output, job.Output);
        Assert.Equal(fixture.Asked, job.Asked);
    }

    [Fact]
    public async Task Two_jobs_of_two_processes_never_pay_for_one_text_twice()
    {
        var (_, address) = await NewStoreAsync();
        await using var teacher = await TeacherAsync();
        using var one = new SharedJob(teacher);
        using var other = new SharedJob(teacher) { MaxError = "10%" };
        var runs = await Task.WhenAll(one.RunAsync(address), other.RunAsync(address));
        Assert.All(runs, run => Assert.True(run.ExitCode == 0, run.Error));
        Assert.Equal(2, runs.Select(run => run.Text("job")).Distinct().Count());
        Assert.All(teacher.Calls.SelectMany(call => call.Items).CountBy(TextKey.Of), text => Assert.Equal(1, text.Value));
    }

    [Fact]
    public async Task What_is_wrong_with_the_address_or_the_server_is_said_with_a_next_step()
    {
        var (database, _) = await NewStoreAsync();
        await fixture.Server.RunAsync("postgres", "CREATE ROLE guarded LOGIN PASSWORD 'right' SUPERUSER");
        await RefusedAsync("postgres://leads:geheim@localhost/x", "PGPASSWORD", not: "geheim");
        await RefusedAsync("postgres://localhost", "names no database");
        await RefusedAsync("postgres://localhost/x?user=y", "'user=y'");
        await RefusedAsync($"postgres://leads@localhost/x?host={Path.GetTempPath()}nowhere", "can't be reached");
        await RefusedAsync(fixture.Server.Address("none"), "createdb");
        await RefusedAsync(fixture.Server.Address(database, "guarded"), "PGPASSWORD");
        await RefusedAsync(fixture.Server.Address(database, "guarded"), "PGPASSWORD", password: "wrong", not: "wrong");
        await (await PostgresStore.OpenAsync(fixture.Server.Address(database))).DisposeAsync();
        var let = await CommandLine.RunAsync(
            name => name == "PGPASSWORD" ? "right" : null, "jobs", "list", "--store", fixture.Server.Address(database, "guarded"));
        Assert.Equal((0, ""), (let.ExitCode, let.Error));

        await fixture.Server.RunAsync(database, "INSERT INTO schema_version (scriptname, applied) VALUES ('LeadScout.Postgres.Migrations.9999_later.sql', now())");
        await RefusedAsync(fixture.Server.Address(database), "newer LeadScout");
        var both = await CommandLine.RunAsync("jobs", "list", "--db", "a.db", "--store", "b.db");
        Assert.Equal(2, both.ExitCode);
        Assert.Contains("give one of them", both.Error);
    }

    [Fact]
    public async Task Looking_into_an_empty_database_makes_nothing_in_it_and_says_what_is_missing()
    {
        var (database, address) = await NewStoreAsync();
        foreach (var command in new[] { new[] { "jobs", "list" }, ["answers", "list"], ["doctor"], ["answers", "export"] })
        {
            var run = await CommandLine.RunAsync([.. command, "--store", address]);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("holds nothing of LeadScout's yet", run.Error);
        }

        await using var teacher = await TeacherAsync();
        using var job = new SharedJob(teacher);
        var estimate = await CommandLine.RunAsync(
            "estimate", job.Folder["titles.csv"], "--question", job.Folder["group.yaml"], "--teacher", "openai:stand-in", "--store", address);
        Assert.True(estimate.ExitCode == 0, estimate.Error);
        Assert.Equal(true, await fixture.Server.RunAsync(database, "SELECT to_regnamespace('leadscout') IS NULL"));
    }

    [Fact]
    public async Task Doctor_examines_a_shared_store()
    {
        var (database, address) = await NewStoreAsync();
        await using (var store = await PostgresStore.OpenAsync(address))
        {
            await store.NameQuestionAsync(new Questions.QuestionVersion(new Hash128(1, 2)), "department", Cancellation);
        }

        var healthy = await CommandLine.RunAsync("doctor", "--store", address, "--format", "json");
        Assert.Equal(0, healthy.ExitCode);
        Assert.True(healthy.Json.GetProperty("healthy").GetBoolean());
        Assert.Contains("fsync is off", healthy.Out);
        await fixture.Server.RunAsync(database, "INSERT INTO answer VALUES (9, decode(repeat('00', 16), 'hex'), decode(repeat('00', 16), 'hex'), '', 'Sales', 0, 'x', NULL, NULL, '2026', NULL, NULL, NULL)");
        var damaged = await CommandLine.RunAsync("doctor", "--store", address);
        Assert.Equal(2, damaged.ExitCode);
        Assert.Contains("behind the end of the log", damaged.Out);
        Assert.Equal(2, (await CommandLine.RunAsync("doctor", "--store", address, "--salvage", "saved.db")).ExitCode);
    }

    private static async Task RefusedAsync(string address, string says, string? password = null, string? not = null)
    {
        var run = await CommandLine.RunAsync(name => name == "PGPASSWORD" ? password : null, "jobs", "list", "--store", address);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(says, run.Error);
        if (not is not null)
        {
            Assert.DoesNotContain(not, run.Error);
        }
    }

    private static async Task CheckLedgerAsync(string address, Run run, StandInServer teacher)
    {
        await using var store = await PostgresStore.OpenAsync(address);
        var ledger = await store.CallsAsync(new JobId(run.Text("job")!), Cancellation);
        var lost = ledger.Where(line => line.State == CallState.Lost).SelectMany(line => line.Intent.Texts).ToHashSet();
        var askedTwice = teacher.Calls.SelectMany(call => call.Items).GroupBy(TextKey.Of).Where(text => text.Count() > 1).Select(text => text.Key);
        Assert.Empty(askedTwice.Except(lost));
        Assert.DoesNotContain(ledger, line => line.State == CallState.Open);
        Assert.Equal(ledger.Count(line => line.State == CallState.Lost), run.Number("lostCalls"));
    }

    private static Task<StandInServer> TeacherAsync(Func<CancellationToken, Task>? before = null) =>
        StandInServer.StartAsync(new StandInOptions { Answers = TitleList.Invented.Answers, Before = before });

    private async Task<(string Database, string Address)> NewStoreAsync()
    {
        var database = await fixture.Server.NewDatabaseAsync();
        return (database, fixture.Server.Address(database));
    }
}
