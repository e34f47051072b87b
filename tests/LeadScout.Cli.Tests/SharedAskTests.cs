using LeadScout.StandIn;
using Xunit;

namespace LeadScout.Cli.Tests;

public sealed class SharedAskTests
{
    [Fact]
    public async Task One_text_repeated_500_times_is_asked_once()
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions { Latency = TimeSpan.FromMilliseconds(50) });
        using var folder = new Folder();
        var list = folder.Write("leads.csv", "Job Title\n" + string.Concat(Enumerable.Repeat("Vertriebsleiter\n", 500)));

        var run = await CommandLine.RunAsync(
            _ => "test-key",
            ["classify", list, "--question", "department", "--teacher", "openai:stand-in", "--teacher-url", server.Url.ToString(), "--rows-per-call", "1", "--concurrency", "8", "--max-error", "0%", "--db", folder["x.db"], "--format", "json"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal((1, 1), (server.Stats.Calls, server.Stats.Items));
        Assert.Equal(500, run.Json.GetProperty("rowsBySource").GetProperty("teacher").GetInt64());
        Assert.Equal(501, (await File.ReadAllLinesAsync(folder["leads.labelled.csv"], TestContext.Current.CancellationToken)).Length);
    }
}
