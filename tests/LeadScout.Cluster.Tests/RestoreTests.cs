using System.Globalization;
using System.Text.RegularExpressions;
using LeadScout.Answers;
using LeadScout.Postgres;
using LeadScout.Teaching.Calls;
using Xunit;

namespace LeadScout.Cluster.Tests;

/// <summary>The way back to a moment, by the commands of <c>docs/cluster.md</c>.</summary>
public sealed partial class RestoreTests(ServiceFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_that_is_taken_back_to_a_moment_goes_on_with_the_job_that_was_at_work_and_comes_to_the_same_bytes()
    {
        var gate = new Gate(12);
        await using var server = await PrivateServer.StartAsync();
        var (archiving, copying, exchanging, recovering) = Steps(server);
        await server.ShellAsync("mkdir -p backup/wal");
        await SetAsync(server, archiving);
        await server.StopAsync();
        await server.ResumeAsync();

        await using var service = await Service.StartAsync(fixture, 2, gate.Options, server);
        await server.ShellAsync(copying);
        var job = await Service.SubmitAsync(service[0]);
        await gate.ArrivedAsync(13);
        var before = await PositionAsync(service);
        var moment = (DateTime)(await service.SqlAsync("SELECT clock_timestamp()"))!;
        var after = await PositionAsync(service);
        gate.Open();
        await Service.ResultAsync(service[1], job);
        Assert.True(await PositionAsync(service) > after);
        var ended = service.Nodes.ToArray();
        await Task.WhenAll(ended.Select(node => node.EndAsync()));

        await server.StopAsync();
        await server.ShellAsync(exchanging);
        await SetAsync(server, Moment().Replace(recovering, moment.ToString("yyyy-MM-dd HH:mm:ss.ffffff'+00'", CultureInfo.InvariantCulture)));
        await server.ResumeAsync();
        await server.WaitUntilAsync("postgres", "SELECT NOT pg_is_in_recovery()");
        Assert.InRange(await PositionAsync(service), before, after);
        Assert.Equal(true, await service.SqlAsync($"SELECT wanted FROM server_job WHERE job = '{job}'"));

        var back = await Task.WhenAll(ended.Select(service.RestartAsync));
        Assert.Equal(fixture.Output, await Service.ResultAsync(back[1], job));
        await using var store = await PostgresStore.OpenAsync(service.Address);
        var ledger = await store.CallsAsync(new JobId(job), Cancellation);
        Assert.NotEmpty(ledger.Where(call => call.State == CallState.Lost)); // those that were out
        Assert.DoesNotContain(ledger, call => call.State == CallState.Open);
    }

    private static async Task<long> PositionAsync(Service service) => (long)(await service.SqlAsync("SELECT position FROM log"))!;

    // The blocks of the page, with the server's own folders in the place of the reader's.
    private static (string Archiving, string Copying, string Exchanging, string Recovering) Steps(PrivateServer server)
    {
        var page = File.ReadAllText(Path.Join(AppContext.BaseDirectory, "..", "..", "..", "..", "docs", "cluster.md"));
        var blocks = Block().Matches(page[page.IndexOf("go back to any moment", StringComparison.Ordinal)..])
            .Select(block => block.Groups[1].Value
                .Replace("/backup", Path.Join(server.Folder, "backup"), StringComparison.Ordinal)
                .Replace("/var/lib/postgresql/data", server.Data, StringComparison.Ordinal))
            .ToArray();
        Assert.Equal(4, blocks.Length);
        return (blocks[0], blocks[1], blocks[2], blocks[3]);
    }

    private static Task SetAsync(PrivateServer server, string settings) =>
        File.AppendAllTextAsync(Path.Join(server.Data, "postgresql.conf"), settings, Cancellation);

    [GeneratedRegex("```console\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"2026-03-01 14:25:00\+00")]
    private static partial Regex Moment();
}
