using System.Collections.Immutable;
using System.Diagnostics;
using LeadScout.Answers;
using LeadScout.Sqlite;
using LeadScout.StandIn;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>
/// A crash never loses or repeats a committed answer; at most the calls in flight can be billed twice, and the ledger lists them.
/// </summary>
public sealed class KillTests
{
    private const int Kills = 20;
    private const int Seed = 20_111;

    [Fact]
    public async Task Killed_at_any_moment_and_resumed_it_ends_as_if_never_killed()
    {
        var titles = TitleList.Invented;
        var options = new StandInOptions { Answers = titles.Answers, Latency = TimeSpan.FromMilliseconds(40) };
        var (reference, duration) = await ReferenceAsync(titles, options);
        var moments = new Random(Seed);
        var midway = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            midway += await KillAndResumeAsync(titles, options, duration * moments.NextDouble(), reference) ? 1 : 0;
        }

        Assert.True(midway > 0, "No kill hit a job between its first and its last call: the test proves nothing.");
    }

    private static async Task<(byte[] Output, TimeSpan Duration)> ReferenceAsync(TitleList titles, StandInOptions options)
    {
        await using var server = await StandInServer.StartAsync(options);
        using var job = new TitleJob(titles, server);
        var watch = Stopwatch.StartNew();
        var run = await job.RunAsync();
        Assert.Equal(0, run.ExitCode);
        return (job.Output, watch.Elapsed);
    }

    /// <summary>One kill; says whether it hit the job at its asking.</summary>
    private static async Task<bool> KillAndResumeAsync(TitleList titles, StandInOptions options, TimeSpan moment, byte[] reference)
    {
        await using var server = await StandInServer.StartAsync(options);
        using var job = new TitleJob(titles, server);
        using (var victim = job.Start())
        {
            await Task.WhenAny(Task.Delay(moment), victim.EndAsync());
            victim.Kill();
            await victim.EndAsync();
        }

        var askedBefore = server.Stats.Items;
        var resumed = await job.RunAsync();

        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Equal(reference, job.Output);
        await CheckLedgerAsync(job, server, resumed, titles.DistinctTexts);
        return askedBefore > 0 && askedBefore < titles.DistinctTexts;
    }

    private static async Task CheckLedgerAsync(TitleJob job, StandInServer server, Run resumed, int distinctTexts)
    {
        using var store = SqliteStore.OpenRead(job.Folder["leadscout.db"]);
        var ledger = await store.CallsAsync(new JobId(resumed.Text("job")!), TestContext.Current.CancellationToken);
        var answered = ledger.Where(line => line.State == CallState.Answered).SelectMany(line => line.Intent.Texts).ToImmutableArray();
        var lost = ledger.Where(line => line.State == CallState.Lost).SelectMany(line => line.Intent.Texts).ToHashSet();
        var askedTwice = server.Calls.SelectMany(call => call.Items)
            .GroupBy(TextKey.Of)
            .Where(text => text.Count() > 1)
            .Select(text => text.Key);

        Assert.Equal(distinctTexts, answered.Distinct().Count());
        Assert.Equal(answered.Length, answered.Distinct().Count());
        Assert.Empty(askedTwice.Except(lost));
        Assert.DoesNotContain(ledger, line => line.State == CallState.Open);
        Assert.Equal(ledger.Count(line => line.State == CallState.Lost), resumed.Number("lostCalls"));
        Assert.InRange(resumed.Number("lostCalls"), 0, 8);
    }
}
