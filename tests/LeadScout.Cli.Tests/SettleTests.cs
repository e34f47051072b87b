using System.Text.Json;
using LeadScout.StandIn;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>A job that calls of unknown fate have brought to its limit, and a person who has looked at the provider's bill.</summary>
public sealed class SettleTests
{
    [Theory]
    [InlineData("openai:stand-in")]
    [InlineData("anthropic:stand-in")]
    [InlineData("ollama:stand-in")]
    [InlineData("azure-openai:stand-in")]
    public async Task What_gateway_errors_held_back_is_released_on_record_and_the_job_goes_on_with_the_same_limit(string teacher)
    {
        var (output, good) = await BadDay.UndisturbedAsync();
        var limit = (good.Json.GetProperty("costUsd").GetDecimal() * 1.5m)
            .ToString("0.######", System.Globalization.CultureInfo.InvariantCulture);
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        using var day = new BadDay(server) { Teacher = teacher };
        server.Script(["ok", .. Enumerable.Repeat("504", 200)]);

        var stopped = await day.ClassifyAsync("--max-cost", limit, "--retries", "100", "--concurrency", "1");

        Assert.True(stopped.ExitCode == ExitCode.OutOfMoney, stopped.Error);
        var measured = stopped.Json.GetProperty("costUsd").GetDecimal();
        var held = stopped.Json.GetProperty("possiblyBilledUsd").GetDecimal();
        Assert.InRange(held, 0.000001m, decimal.Parse(limit, System.Globalization.CultureInfo.InvariantCulture) - measured);
        Assert.Equal(stopped.Number("possiblyBilledCalls"), stopped.Number("calls") - 1);
        Assert.Contains("possibly billed (calls of unknown fate", stopped.Text("stoppedBecause")!, StringComparison.Ordinal);
        Assert.Contains($"leadscout jobs settle {stopped.Text("job")} --measured", stopped.Text("stoppedBecause")!,
        StringComparison.Ordinal);
        var ledger = await day.LedgerAsync(stopped);
        Assert.Equal((Billing.Measured, measured), (ledger[0].Billing, ledger[0].Cost!.Value.Dollars));
        Assert.All(
            ledger[1..],
            line => Assert.Equal((CallState.Failed, Billing.PossiblyBilled, line.Intent.Ceiling), (line.State, line.Billing, line.Cost)));
        Assert.Equal(measured + held, ledger.Sum(line => line.Cost!.Value.Dollars));

        var looked = await RunAsync(day, "jobs", "settle", stopped.Text("job")!, "--format", "json");
        Assert.Equal(
            ("unchanged", held), (looked.Text("state"), looked.Json.GetProperty("purse").GetProperty("possiblyBilledUsd").GetDecimal()));

        var settled = await RunAsync(day, "jobs", "settle", stopped.Text("job")!, "--measured", "--by", "mira", "--format", "json");
        Assert.Equal(
            ("settled", held), (settled.Text("state"), settled.Json.GetProperty("settlement").GetProperty("releasedUsd").GetDecimal()));
        Assert.Equal("mira", settled.Json.GetProperty("settlement").GetProperty("by").GetString());

        var shown = (await RunAsync(day, "jobs", "show", stopped.Text("job")!, "--format", "json")).Json;
        Assert.Equal(
            (0, held),
            (shown.GetProperty("purse").GetProperty("possiblyBilledUsd").GetDecimal(), shown.GetProperty("purse").GetProperty("releasedUsd").GetDecimal()));
        Assert.Equal(
            (0, held),
            (shown.GetProperty("report").GetProperty("possiblyBilledUsd").GetDecimal(), shown.GetProperty("report").GetProperty("releasedUsd").GetDecimal()));
        Assert.Equal("mira", Assert.Single(shown.GetProperty("settlements").EnumerateArray()).GetProperty("by").GetString());

        var again = await RunAsync(day, "jobs", "settle", stopped.Text("job")!, "--measured");
        Assert.Equal((0, true), (again.ExitCode, again.Out.StartsWith("There is nothing to release", StringComparison.Ordinal)));

        await ResetAsync(server);
        var done = await day.ResumeAsync(stopped.Text("job")!);
        Assert.True(done.ExitCode == 0, done.Error);
        Assert.Equal(
            (good.Json.GetProperty("costUsd").GetDecimal(), held),
            (done.Json.GetProperty("costUsd").GetDecimal(), done.Json.GetProperty("releasedUsd").GetDecimal()));
        Assert.Equal(output, day.Output);
        Assert.Equal(good.Json.GetProperty("askedTexts").GetInt32(), (int)done.Number("askedTexts"));
    }

    [Fact]
    public async Task What_a_crash_left_open_is_released_too_and_the_job_goes_on_as_if_never_killed()
    {
        var titles = TitleList.Invented;
        await using var reference = await StandInServer.StartAsync(new StandInOptions { Answers = titles.Answers });
        using var undisturbed = new TitleJob(titles, reference);
        Assert.Equal(0, (await undisturbed.RunAsync("--price-in", "1", "--price-out", "1")).ExitCode);
        var arrived = new TaskCompletionSource();
        var calls = 0;
        await using var server = await StandInServer.StartAsync(new StandInOptions
        {
            Answers = titles.Answers,
            Before = gone => Interlocked.Increment(ref calls) != 4 ? Task.CompletedTask : HoldAsync(gone),
        });
        using var job = new TitleJob(titles, server);
        using (var victim = job.Start("--price-in", "1", "--price-out", "1", "--concurrency", "1"))
        {
            await Task.WhenAny(arrived.Task, victim.EndAsync());
            victim.Kill();
            await victim.EndAsync();
        }

        var id = JsonDocument.Parse((await AtAsync(job, "jobs", "list", "--format", "json")).Out).RootElement[0]
            .GetProperty("job")
            .GetString()!;
        var settled = (await AtAsync(job, "jobs", "settle", id, "--measured", "--by", "mira", "--format", "json")).Json;
        var done = await AtAsync(job, "jobs", "resume", id, "--format", "json");

        Assert.Equal(1, settled.GetProperty("settlement").GetProperty("calls").GetInt32());
        var released = settled.GetProperty("settlement").GetProperty("releasedUsd").GetDecimal();
        Assert.True(done.ExitCode == 0, done.Error);
        Assert.Equal(undisturbed.Output, job.Output);
        Assert.InRange(released, 0.000001m, 1);
        Assert.Equal(
            (released, 0, 1),
            (done.Json.GetProperty("releasedUsd").GetDecimal(), done.Json.GetProperty("possiblyBilledUsd").GetDecimal(), done.Number("lostCalls")));

        Task HoldAsync(CancellationToken gone)
        {
            arrived.TrySetResult();
            return Task.Delay(Timeout.Infinite, gone);
        }

        // In the folder that the job remembers: to resume it from elsewhere would lead this whole process there.
        static Task<Run> AtAsync(TitleJob job, params string[] args) => LeadScoutProcess.RunAsync(job.Folder.Path, "test-key", args);
    }

    private static async Task ResetAsync(StandInServer server)
    {
        using var http = new HttpClient();
        (await http.PostAsync(new Uri(server.Url, "/reset"), null, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
    }

    private static Task<Run> RunAsync(BadDay day, params string[] args) => CommandLine.RunAsync([.. args, "--db", day.Folder["x.db"]]);
}
