using System.Text.Json;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Llm.Recorded;
using LeadScout.Sqlite;
using LeadScout.StandIn;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Server.Tests;

/// <summary>Killed at work and started again, the server goes on by itself, and the result is as if it had never been killed.</summary>
public sealed class KillTests
{
    private static readonly string[] Job = ["--question", "department", "--rows-per-call", "4", "--max-error", "0%"];

    [Fact]
    public async Task Told_to_end_in_the_middle_of_a_job_it_saves_it_and_goes_on_when_it_starts_again()
    {
        await using var teacher = await StandInServer.StartAsync(
            new StandInOptions { Answers = Recording.Load(Samples.Answers), Latency = TimeSpan.FromMilliseconds(100) });
        using var folder = new Folder();
        string job;
        using (var server = await StartAsync(folder, teacher))
        {
            job = await StartJobAsync(server.Client);
            await AskedAsync(server.Client, job, 20);
            Assert.Equal(0, await server.StopAsync());
        }

        using var again = await StartAsync(folder, teacher);
        await ResultAsync(again.Client, job);
        Assert.Equal(0, teacher.Stats.RepeatedTexts);
    }

    [Fact]
    public async Task A_paused_job_stays_paused_when_it_starts_again()
    {
        await using var teacher = await StandInServer.StartAsync(
            new StandInOptions { Answers = Recording.Load(Samples.Answers), Latency = TimeSpan.FromMilliseconds(100) });
        using var folder = new Folder();
        string job;
        using (var server = await StartAsync(folder, teacher))
        {
            job = await StartJobAsync(server.Client);
            await AskedAsync(server.Client, job, 20);
            using var paused = await server.Client.PostAsync($"/api/v1/jobs/{job}/pause", null, ServerTrial.Gone);
            Assert.Equal("interrupted", (await ServerTrial.JsonAsync(paused, 200)).Text("state"));
            await server.KillAsync();
        }

        var askedBefore = teacher.Stats.Items;
        using var again = await StartAsync(folder, teacher);
        using var state = await again.Client.GetAsync($"/api/v1/jobs/{job}", ServerTrial.Gone);
        Assert.Equal("idle", (await ServerTrial.JsonAsync(state, 200)).Text("work"));
        using var resumed = await again.Client.PostAsync($"/api/v1/jobs/{job}/resume", null, ServerTrial.Gone);
        await ResultAsync(again.Client, job);
        Assert.True(askedBefore < teacher.Stats.Items);
        Assert.Equal(0, teacher.Stats.RepeatedTexts);
    }

    [Fact]
    public async Task Killed_in_the_middle_of_a_job_it_goes_on_when_it_starts_again()
    {
        var options = new StandInOptions { Answers = Recording.Load(Samples.Answers), Latency = TimeSpan.FromMilliseconds(100) };
        await using var teacher = await StandInServer.StartAsync(options);
        using var folder = new Folder();
        string job;
        using (var server = await StartAsync(folder, teacher))
        {
            job = await StartJobAsync(server.Client);
            await AskedAsync(server.Client, job, 20);
            await server.KillAsync();
        }

        var askedBefore = teacher.Stats.Items;
        using (var again = await StartAsync(folder, teacher))
        {
            var result = await ResultAsync(again.Client, job);
            Assert.Equal(0, await again.StopAsync());
            Assert.Equal(await ByTheCommandLineAsync(folder, options), result);
        }

        Assert.InRange(askedBefore, 20, 180);
        await CheckLedgerAsync(folder, teacher, job);
    }

    private static Task<ServeProcess> StartAsync(Folder folder, StandInServer teacher) =>
        ServeProcess.StartAsync(folder.Path, "--teacher", "openai:stand-in", "--teacher-url", teacher.Url.ToString());

    private static async Task<string> StartJobAsync(HttpClient client)
    {
        using var list = new ByteArrayContent(
            await File.ReadAllBytesAsync(Samples.Leads, ServerTrial.Gone))
        { Headers = { ContentType = new("application/octet-stream") } };
        using var response = await client.PostAsync(
            "/api/v1/jobs/upload?name=leads.csv&question=department&rowsPerCall=4&maxError=0", list, ServerTrial.Gone);
        return (await ServerTrial.JsonAsync(response, 202)).Text("job")!;
    }

    /// <summary>Waits until the job has asked so many texts.</summary>
    private static async Task AskedAsync(HttpClient client, string job, int texts)
    {
        await using var stream = await client.GetStreamAsync($"/api/v1/jobs/{job}/events", ServerTrial.Gone);
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(ServerTrial.Gone) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                using var state = JsonDocument.Parse(line["data: ".Length..]);
                if (state.RootElement.GetProperty("progress") is { ValueKind: JsonValueKind.Object } progress
                    && progress.Number("askedTexts") >= texts)
                {
                    return;
                }
            }
        }

        Assert.Fail("The job ended first.");
    }

    private static async Task<byte[]> ResultAsync(HttpClient client, string job)
    {
        // The stream ends when the job stands still.
        var events = await client.GetStringAsync($"/api/v1/jobs/{job}/events", ServerTrial.Gone);
        var last = events.Split('\n').Last(line => line.StartsWith("data: ", StringComparison.Ordinal))["data: ".Length..];
        using var state = JsonDocument.Parse(last);
        Assert.Equal("done", state.RootElement.Text("state"));
        return await client.GetByteArrayAsync($"/api/v1/jobs/{job}/result", ServerTrial.Gone);
    }

    private static async Task<byte[]> ByTheCommandLineAsync(Folder folder, StandInOptions options)
    {
        await using var teacher = await StandInServer.StartAsync(options with { Latency = TimeSpan.Zero });
        File.Copy(Samples.Leads, folder["leads.csv"]);
        var run = await LeadScoutProcess.RunAsync(
            folder.Path, "test-key",
            ["classify", "leads.csv", .. Job, "--teacher", "openai:stand-in", "--teacher-url", teacher.Url.ToString(), "--db", "other.db"]);
        Assert.True(run.ExitCode == 0, run.Error);
        return folder.Read("leads.labelled.csv");
    }

    private static async Task CheckLedgerAsync(Folder folder, StandInServer teacher, string job)
    {
        using var store = SqliteStore.OpenRead(folder["leadscout.db"]);
        var ledger = await store.CallsAsync(new JobId(job), ServerTrial.Gone);
        var lost = ledger.Where(line => line.State == CallState.Lost).SelectMany(line => line.Intent.Texts).ToHashSet();
        var askedTwice = teacher.Calls.SelectMany(call => call.Items)
            .GroupBy(TextKey.Of)
            .Where(text => text.Count() > 1)
            .Select(text => text.Key);

        Assert.Empty(askedTwice.Except(lost));
        Assert.DoesNotContain(ledger, line => line.State == CallState.Open);
    }
}
