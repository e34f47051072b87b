using LeadScout.StandIn;
using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>
/// Services that bill more than their replies seem to say, or than was to be foreseen, over real HTTP, by the service's own count.
/// </summary>
public sealed class OverbillingTests
{
    private const int Rows = 400;

    private static readonly string[] Options = ["--price-in", "1", "--price-out", "0.4", "--rows-per-call", "10", "--retries", "3"];

    public static TheoryData<string> Teachers => ["openai:stand-in", "azure-openai:stand-in", "anthropic:stand-in", "ollama:stand-in"];

    [Theory]
    [MemberData(nameof(Teachers))]
    public async Task Where_thoughts_are_counted_beside_the_output_the_limit_holds_by_the_services_own_count(string teacher)
    {
        await using var server = await StandInServer.StartAsync(
            new StandInOptions { Thinking = _ => 1_500, CountsThinkingBeside = teacher is not "ollama:stand-in" });
        using var day = new BadDay(server, Rows) { Teacher = teacher };

        var run = await day.ClassifyAsync([.. Options, "--max-cost", "0.018", "--concurrency", "8"]);

        Assert.True(run.ExitCode == ExitCode.OutOfMoney, run.Error);
        Assert.Equal(BilledBy(server), run.Json.GetProperty("costUsd").GetDecimal());
        Assert.InRange(BilledBy(server), 0.005m, 0.018m);
    }

    [Theory]
    [MemberData(nameof(Teachers))]
    public async Task A_service_that_bills_a_hundred_times_too_much_stops_the_job_by_its_first_bill(string teacher)
    {
        await using var server = await StandInServer.StartAsync(
            new StandInOptions { BillsTimes = 100, Latency = TimeSpan.FromMilliseconds(20) });
        using var day = new BadDay(server, Rows) { Teacher = teacher };

        var run = await day.ClassifyAsync([.. Options, "--max-cost", "0.018", "--concurrency", "32"]);

        Assert.True(run.ExitCode == ExitCode.OutOfMoney, run.Error);
        Assert.Equal((1, 1), (server.Stats.Calls, (int)run.Number("calls")));
        Assert.Equal(BilledBy(server), run.Json.GetProperty("costUsd").GetDecimal());
        Assert.Contains("billed more than", run.Text("stoppedBecause")!, StringComparison.Ordinal);
    }

    private static decimal BilledBy(StandInServer server) =>
        new Price(1, 1, 0.4m).Of(new Usage(server.Stats.InputTokens, 0, server.Stats.OutputTokens)).Dollars;
}
