using LeadScout.Savings.SecondLists;
using LeadScout.Savings.Sets;
using LeadScout.Statistics;
using Xunit;

namespace LeadScout.Savings.Tests.SecondLists;

public sealed class SecondListTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task A_second_list_says_where_its_asks_went()
    {
        string[] labels = ["red", "blue", "green"];
        var set = SmallSets.Of(
            [.. Enumerable.Range(0, 600).Select(i => ($"{labels[i % 3]} thing {i}", labels[i % 3])), .. Enumerable.Range(0, 600).Select(i => ($"odd {i}", "blue"))]);
        var drawn = Sample.Draw(set, 1).Rows;

        var run = await SecondListRun.OfAsync(new Sample(set, drawn[..600]), new Sample(set, drawn[600..]), 1, new ErrorBudget(0.05, 0.95));

        Assert.Equal(600, run.Rows);
        Assert.Equal(0, run.Known);
        Assert.InRange(run.Answers, 60, 600);
        Assert.InRange(run.Asked, 1, 600);
        Assert.True(run.Audits > 0);
        Assert.InRange(run.Cheapest, 40, 600);
        Assert.InRange(run.WrongAtOnce, 0, 60);
        Assert.True(run.PartialCalls <= run.Calls);
        Assert.InRange(run.DollarsForPartialCalls, 0, run.Dollars);
    }

    [Fact]
    public void Runs_are_kept_for_the_next_bench()
    {
        new SecondListRuns(_file, add: false).Add(Run(1, asked: 350));
        var again = new SecondListRuns(_file, add: true);

        Assert.True(again.Has("titles", 1, 0.02));
        Assert.False(again.Has("titles", 1, 0.05));
        Assert.Equal([Run(1, asked: 350)], again.Sorted);
    }

    [Fact]
    public void The_table_says_what_could_have_been_had()
    {
        var table = SecondListTable.Render([Run(1, asked: 350), Run(2, asked: 700)]);

        Assert.Contains(
            "| titles | 7,000, 3,000 | 2.0 % | 2 | 1.0 % (0.5 %) | 7.5 % (5.0–10.0) | 375 + 150 (1) | 4.0 % (4.0–4.0) | 1.88 | 8 of 30 | 5.0 % | 20 | 0 of 2 |",
            table,
            StringComparison.Ordinal);
        Assert.Contains("2 jobs, asked 7.1 % in the geometric mean, the least 4.0 %; 1 asked at most 5 %, in hindsight 2 could", table, StringComparison.Ordinal);
    }

    private static SecondListRun Run(ulong seed, int asked) => new()
    {
        Set = "titles",
        Seed = seed,
        MaxError = 0.02,
        FirstRows = 3_000,
        Rows = 7_000,
        Answers = 800,
        Known = 0,
        WrongAtOnce = 70,
        Foreseen = 35,
        Outright = asked - 150,
        Audits = 150,
        AuditErrors = 1,
        Calls = 30,
        PartialCalls = 8,
        CallsInSequence = 20,
        Dollars = 0.02m,
        DollarsForPartialCalls = 0.001m,
        Cheapest = 280,
        Different = 60,
    };
}
