using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using LeadScout.Sqlite;
using LeadScout.StandIn;
using LeadScout.StandIn.Faults;
using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>
/// Whole jobs, over real HTTP, with a service that has every habit there is in two calls of five, and bills whatever it worked on: the
/// result is the undisturbed one, nothing answered is asked again, and at any moment the ledger covers the service's own bill, which never
/// passes the limit.
/// </summary>
public sealed class EveryFaultTests
{
    private const int Rows = 160;

    private static readonly Price Price = new(1, 1, 0.1m);

    // Two calls of five. Those that are of no use stay below one of ten: three of them in a row give a text up.
    private static readonly string[] Habits =
    [
        "429:0.02", "429 retry-after=1:0.02", "500:0.02", "502:0.02", "503 html:0.01", "504:0.01", "529:0.01", "close:0.02", "close-mid-reply:0.02", "bad-body:0.01", "error-200:0.01",
        "error-200 429:0.01", "bad-json:0.005", "empty:0.005", "missing:0.01", "wrong-ids:0.005", "wrong-labels:0.005", "length:0.01", "refusal:0.005", "no-usage:0.01", "null-usage:0.01",
        "says <|channel|>analysis<|message|>DRAFT<|end|><|start|>assistant<|channel|>final<|message|>ANSWER:0.02", "says <think>DRAFT</think>ANSWER:0.01", "says DRAFT</think>ANSWER:0.01",
        "says LINES:0.01", "says ARRAY:0.01", "says QUOTED:0.01", "thinks So it is ANSWER:0.01", "calls ANSWER:0.01", "label **LABEL**.:0.01", "label Label\\: \"LABEL\":0.01",
        "mumbles DRAFT or ANSWER:0.01", "mumbles DRAFT Then\\: HALF:0.01", "mumbles DRAFT Let me reconsider.:0.005", "muses Maybe DRAFT, maybe not.:0.005", "cut DRAFT Then\\: HALF:0.01",
        "mislabel LABEL of a kind:0.005", "fenced:0.01", "loose:0.01",
    ];

    public static TheoryData<string, int> Teachers =>
        new MatrixTheoryData<string, int>(["openai:stand-in", "anthropic:stand-in", "ollama:stand-in", "azure-openai:stand-in"], Seeds);

    private static int[] Seeds => Environment.GetEnvironmentVariable("LEADSCOUT_FAULT_SEEDS") is { Length: > 0 } count
        ? [.. Enumerable.Range(1, int.Parse(count, CultureInfo.InvariantCulture))]
        : [1, 2, 3];

    [Theory]
    [MemberData(nameof(Teachers))]
    public async Task A_service_with_every_habit_changes_neither_labels_nor_bill(string teacher, int seed)
    {
        var (output, undisturbed) = await BadDay.UndisturbedAsync(Rows);
        var witness = new Witness();
        await using var server = await StandInServer.StartAsync(
            new StandInOptions { Faults = [.. Habits.Select(Rate)], Seed = seed, Before = witness.LookAsync });
        using var day = new BadDay(server, Rows) { Teacher = teacher };
        (witness.Server, witness.Day) = (server, day);

        var run = await day.ClassifyAsync("--max-cost", "1", "--retries", "50", "--patience", "23h");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(Encoding.UTF8.GetString(output), Encoding.UTF8.GetString(day.Output));
        Assert.Equal(undisturbed.Number("askedTexts"), run.Number("askedTexts"));
        Assert.Equal(0, server.Stats.AnsweredAgain);
        Assert.InRange(server.Stats.Faults.Values.Sum(), server.Stats.Calls / 4, server.Stats.Calls * 3 / 5);
        await witness.LookAsync(TestContext.Current.CancellationToken);
        Assert.InRange(witness.Looks, 30, int.MaxValue);
        Assert.Empty(witness.Gaps);
        day.AssertDiscreet(run);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_limit_is_never_passed_by_the_services_own_bill(int seed)
    {
        var (_, undisturbed) = await BadDay.UndisturbedAsync(Rows);
        var limit = undisturbed.Json.GetProperty("costUsd").GetDecimal() / 2;
        await using var server = await StandInServer.StartAsync(new StandInOptions { Faults = [.. Habits.Select(Rate)], Seed = seed });
        using var day = new BadDay(server, Rows);

        var run = await day.ClassifyAsync(
            "--max-cost", limit.ToString("0.000000", CultureInfo.InvariantCulture), "--retries", "50", "--patience", "23h");

        Assert.Equal(3, run.ExitCode);
        Assert.InRange(BilledBy(server).Dollars, limit / 10, limit);
        Assert.True((await ChargedAsync(day, TestContext.Current.CancellationToken)).Dollars <= limit);
    }

    private static FaultRate Rate(string habit) => FaultRate.Parse(habit.Replace("\\:", ":", StringComparison.Ordinal));

    private static Money BilledBy(StandInServer server) =>
        server.Stats is var stats ? Price.Of(new Usage(stats.WorkedInputTokens, 0, stats.WorkedOutputTokens)) : default;

    private static async Task<Money> ChargedAsync(BadDay day, CancellationToken cancellation)
    {
        using var store = SqliteStore.OpenRead(day.Folder["x.db"]);
        var job = Assert.Single(await store.ListAsync(cancellation));
        return (await store.CallsAsync(job.Id, cancellation)).Aggregate(Money.Zero, (sum, line) => sum + line.Charged!.Value);
    }

    /// <summary>Compares, whenever a call is out, what the service bills with what the ledger knows of.</summary>
    private sealed class Witness
    {
        private readonly ConcurrentBag<(Money Billed, Money Charged)> _looks = [];

        public StandInServer? Server { get; set; }

        public BadDay? Day { get; set; }

        public int Looks => _looks.Count;

        public IEnumerable<(Money Billed, Money Charged)> Gaps => _looks.Where(look => look.Charged < look.Billed);

        public async Task LookAsync(CancellationToken cancellation)
        {
            var billed = BilledBy(Server!); // first: what comes between can only be charged
            _looks.Add((billed, await ChargedAsync(Day!, cancellation)));
        }
    }
}
