using System.Diagnostics;
using Dapper;
using LeadScout.Answers;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using Microsoft.Data.Sqlite;
using Xunit;

namespace LeadScout.Sqlite.Tests;

public sealed class DurabilityTests : IDisposable
{
    private const int Kills = 12;
    private readonly TemporaryDirectory _directory = new();

    private string Leads => _directory.File("leads.db");

    [Fact]
    public async Task After_kill_9_at_any_moment_every_committed_reply_is_whole_and_every_other_call_is_open()
    {
        var chance = new Random(20260329);
        var begun = new HashSet<long>();
        var ended = new HashSet<long>();
        for (int kill = 0; kill < Kills; kill++)
        {
            using var committer = new CommitterProcess(Leads);
            await committer.ReadAsync(chance.Next(0, 60));
            Spin(TimeSpan.FromMicroseconds(chance.Next(0, 3000)));
            await committer.KillAsync();
            begun.UnionWith(committer.Calls("begun"));
            ended.UnionWith(committer.Calls("ended"));
            await AssertWholeAsync(begun, ended);
        }

        Assert.NotEmpty(ended);
    }

    public void Dispose() => _directory.Dispose();

    private async Task AssertWholeAsync(HashSet<long> begun, HashSet<long> ended)
    {
        await using var store = SqliteStore.Open(Leads);
        Assert.Equal("ok", Integrity());
        var calls = await store.CallsAsync(Committer.Job, TestContext.Current.CancellationToken);
        Assert.Superset(begun, calls.Select(call => call.Id).ToHashSet());
        var answered = calls.Where(call => call.State == CallState.Answered).ToList();
        Assert.Superset(ended, answered.Select(call => call.Id).ToHashSet());

        var answers = await ReadAsync(store);
        Assert.Equal(answered.Select(call => call.Id), answers.Select(answer => answer.Call!.Value).Distinct());
        Assert.All(answers.CountBy(answer => answer.Call!.Value), reply => Assert.Equal(Committer.TextsPerCall, reply.Value));
        Assert.Equal(answered.Count, (await store.FailuresAsync(Committer.Job, TestContext.Current.CancellationToken)).Length);

        int open = calls.Count(call => call.State == CallState.Open);
        Assert.InRange(open, 0, 2);
        Assert.Equal(open, await store.SettleAsync(Committer.Job, TestContext.Current.CancellationToken));
        var settled = await store.CallsAsync(Committer.Job, TestContext.Current.CancellationToken);
        Assert.All(
            settled.Where(call => call.State != CallState.Answered),
            call => Assert.Equal((CallState.Lost, new Money(5)), (call.State, call.Cost)));
    }

    private static async Task<List<Answer>> ReadAsync(SqliteStore store)
    {
        var answers = new List<Answer>();
        await foreach (var answer in store.ReadAsync(Committer.Question, Committer.Teacher, TestContext.Current.CancellationToken))
        {
            answers.Add(answer);
        }

        return answers;
    }

    private string? Integrity()
    {
        using var connection = new SqliteConnection($"Data Source={Leads};Mode=ReadOnly;Pooling=False");
        return connection.ExecuteScalar<string>("PRAGMA integrity_check");
    }

    private static void Spin(TimeSpan time)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            Thread.SpinWait(100);
        }
    }
}
