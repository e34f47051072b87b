using LeadScout.Jobs;
using LeadScout.StandIn;
using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>A job that calls of unknown fate have brought to its limit, and a person who has looked at the provider's bill.</summary>
public sealed class SettleTests
{
    [Theory]
    [InlineData("openai:stand-in")]
    [InlineData("anthropic:stand-in")]
    [InlineData("ollama:stand-in")]
    public async Task What_gateway_errors_held_back_is_released_on_record_and_the_job_goes_on_with_the_same_limit(string teacher)
    {
        var (output, good) = await BadDay.UndisturbedAsync();
        var limit = (good.Json.GetProperty("costUsd").GetDecimal() * 1.5m).ToString("0.######", System.Globalization.CultureInfo.InvariantCulture);
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
        Assert.Contains($"leadscout jobs settle {stopped.Text("job")} --measured", stopped.Text("stoppedBecause")!, StringComparison.Ordinal);
        var ledger = await day.LedgerAsync(stopped);
        Assert.Equal((Billing.Measured, measured), (ledger[0].Billing, ledger[0].Cost!.Value.Dollars));
        Assert.All(ledger[1..], line => Assert.Equal((CallState.Failed, Billing.PossiblyBilled, line.Intent.Ceiling), (line.State, line.Billing, line.Cost)));
        Assert.Equal(measured + held, ledger.Sum(line => line.Cost!.Value.Dollars));

        var looked = await RunAsync(day, "jobs", "settle", stopped.Text("job")!, "--format", "json");
        Assert.Equal(("unchanged", held), (looked.Text("state"), looked.Json.GetProperty("purse").GetProperty("possiblyBilledUsd").GetDecimal()));

        var settled = await RunAsync(day, "jobs", "settle", stopped.Text("job")!, "--measured", "--by", "mira", "--format", "json");
        Assert.Equal(("settled", held), (settled.Text("state"), settled.Json.GetProperty("settlement").GetProperty("releasedUsd").GetDecimal()));
        Assert.Equal("mira", settled.Json.GetProperty("settlement").GetProperty("by").GetString());

        var shown = (await RunAsync(day, "jobs", "show", stopped.Text("job")!, "--format", "json")).Json;
        Assert.Equal((0, held), (shown.GetProperty("purse").GetProperty("possiblyBilledUsd").GetDecimal(), shown.GetProperty("purse").GetProperty("releasedUsd").GetDecimal()));
        Assert.Equal((0, held), (shown.GetProperty("report").GetProperty("possiblyBilledUsd").GetDecimal(), shown.GetProperty("report").GetProperty("releasedUsd").GetDecimal()));
        Assert.Equal("mira", Assert.Single(shown.GetProperty("settlements").EnumerateArray()).GetProperty("by").GetString());

        var again = await RunAsync(day, "jobs", "settle", stopped.Text("job")!, "--measured");
        Assert.Equal((0, true), (again.ExitCode, again.Out.StartsWith("There is nothing to release", StringComparison.Ordinal)));

        await ResetAsync(server);
        var done = await day.ResumeAsync(stopped.Text("job")!);
        Assert.True(done.ExitCode == 0, done.Error);
        Assert.Equal((good.Json.GetProperty("costUsd").GetDecimal(), held), (done.Json.GetProperty("costUsd").GetDecimal(), done.Json.GetProperty("releasedUsd").GetDecimal()));
        Assert.Equal(output, day.Output);
        Assert.Equal(good.Json.GetProperty("askedTexts").GetInt32(), (int)done.Number("askedTexts"));
    }

    private static async Task ResetAsync(StandInServer server)
    {
        using var http = new HttpClient();
        (await http.PostAsync(new Uri(server.Url, "/reset"), null, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
    }

    private static Task<Run> RunAsync(BadDay day, params string[] args) => CommandLine.RunAsync([.. args, "--db", day.Folder["x.db"]]);
}
