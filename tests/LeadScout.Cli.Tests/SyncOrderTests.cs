using System.Text;
using LeadScout.Answers;
using LeadScout.Cli.Tests.Traces;
using LeadScout.Jobs;
using LeadScout.Sqlite;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>What a disk is certain to hold at each moment, by the system calls of a real job: what is said or sent rests on what was flushed before.</summary>
public sealed class SyncOrderTests(SyncOrderTests.ClassifyRun classify) : IClassFixture<SyncOrderTests.ClassifyRun>
{
    [Fact]
    public async Task Each_call_is_on_the_disk_before_it_goes_out_and_the_answers_of_those_before_it_too()
    {
        var run = classify.Traced();
        var requests = run.Requests;

        Assert.InRange(requests.Count, 5, run.Asked.Count);
        for (var call = 0; call < requests.Count; call++)
        {
            run.Before(requests[call].Begun).Restore(null);
            var ledger = await LedgerAsync(run);
            Assert.Equal([.. Enumerable.Repeat(CallState.Answered, call), CallState.Open], ledger.Select(line => line.State));
            Assert.Equal(run.Asked[call].Items.Select(TextKey.Of), ledger[^1].Intent.Texts);
        }
    }

    [Fact]
    public async Task A_result_has_its_name_only_when_it_and_all_answers_are_on_the_disk()
    {
        var run = classify.Traced();
        var renamed = Assert.Single(run.Trace, call => call.Name == "rename" && Encoding.UTF8.GetString(call.Strings[1]).EndsWith("titles.labelled.csv", StringComparison.Ordinal));

        var image = run.Before(renamed.Begun);

        Assert.Equal(run.Done.Output, image.Flushed("titles.labelled.csv.leadscout.tmp"));
        image.Restore(null);
        Assert.All(await LedgerAsync(run), line => Assert.Equal(CallState.Answered, line.State));
        Assert.Equal(run.Asked.Count, (await LedgerAsync(run)).Count);
    }

    [Fact]
    public async Task A_report_is_given_only_when_it_is_on_the_disk_and_the_result_under_its_name()
    {
        var run = classify.Traced();
        var said = run.Trace.First(call => TracedRun.Sends(call, "\"state\":\"done\"") || TracedRun.Sends(call, "\"state\": \"done\""));

        var image = run.Before(said.Begun);

        Assert.Equal(run.Done.Output, image.Certain()["titles.labelled.csv"]);
        image.Restore(null);
        using var store = SqliteStore.OpenRead(run.Driver.Folder["leadscout.db"]);
        var job = await store.FindAsync(new JobId(run.Done.Job), TestContext.Current.CancellationToken);
        Assert.Equal(JobState.Done, job!.State);
        Assert.Equal(run.Done.Report.GetProperty("certificate").GetProperty("holds").GetBoolean(), job.Report!.Certificate.Holds);
    }

    [Fact]
    public async Task A_command_that_exports_a_job_ends_only_when_the_archive_is_on_the_disk()
    {
        var run = classify.Traced();
        run.Before(int.MaxValue).Restore(null);

        var disk = await TracedRun.DiskAfterAsync(run.Driver.Folder, "jobs", "export", run.Done.Job, "--out", "job.zip");

        Assert.Equal(run.Driver.Folder.Read("job.zip"), disk.Certain()["job.zip"]);
    }

    [Fact]
    public async Task Wherever_the_power_fails_the_job_goes_on_as_if_it_had_not()
    {
        const int Cuts = 4;
        var run = classify.Traced();
        var (cut, moments, chance) = (new PowerCut(run), PowerCut.Moments(run), new Random(7));
        chance.Shuffle(moments);

        Assert.InRange(moments.Length, 50, int.MaxValue);
        for (var i = 0; i < Cuts; i++)
        {
            Assert.Equal((moments[i], ""), (moments[i], await cut.ProblemAsync(moments[i], i % 3 == 0 ? null : chance)));
        }
    }

    private static async Task<IReadOnlyList<LedgerLine>> LedgerAsync(TracedRun run)
    {
        using var store = SqliteStore.OpenRead(run.Driver.Folder["leadscout.db"]);
        return await store.CallsAsync(new JobId(run.Done.Job), TestContext.Current.CancellationToken);
    }

    /// <summary>One run, looked at by many tests: each of them puts what it needs into the folder.</summary>
    public sealed class ClassifyRun : IAsyncLifetime
    {
        private TracedRun? _run;

        public async ValueTask InitializeAsync() => _run = OperatingSystem.IsLinux() ? await TracedRun.ClassifyAsync() : null;

        internal TracedRun Traced()
        {
            Assert.SkipWhen(_run is null, "strace is Linux's.");
            Assert.True(_run.Done.IsDone, _run.Done.Said);
            return _run;
        }

        public ValueTask DisposeAsync() => _run?.DisposeAsync() ?? default;
    }
}
