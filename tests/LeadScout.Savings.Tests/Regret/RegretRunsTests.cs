using LeadScout.Savings.Regret;
using Xunit;

namespace LeadScout.Savings.Tests.Regret;

/// <summary>A bench of hours goes on where it was stopped.</summary>
public sealed class RegretRunsTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void What_was_added_is_there_for_the_next_run_sorted()
    {
        new RegretRuns(_file, add: false).Add(Of(seed: 2));
        new RegretRuns(_file, add: true).Add(Of(seed: 1));

        Assert.Equal([1, 2, 1, 2, 1, 2], new RegretRuns(_file, add: true).Sorted.Select(run => (int)run.Seed));
    }

    [Fact]
    public void A_list_is_there_once_it_has_every_budget()
    {
        var runs = new RegretRuns(_file, add: false);
        runs.Add(Of(seed: 1)[..2]);
        Assert.False(runs.Has("titles", 3_000, 1));

        runs.Add(Of(seed: 1)[2..]);
        Assert.True(runs.Has("titles", 3_000, 1));
        Assert.False(runs.Has("titles", 10_000, 1));
        Assert.False(runs.Has("titles", 3_000, 2));
    }

    [Fact]
    public void A_new_bench_begins_anew()
    {
        new RegretRuns(_file, add: false).Add(Of(seed: 1));

        Assert.Empty(new RegretRuns(_file, add: false).Sorted);
    }

    private static RegretRun[] Of(ulong seed) =>
        [.. RegretRun.Budgets.Select(budget => new RegretRun("titles", 3_000, seed, budget.MaxError, 700, 40, 30, 640.5, 12))];
}
