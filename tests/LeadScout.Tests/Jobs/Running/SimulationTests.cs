using Xunit;

namespace LeadScout.Tests.Jobs.Running;

/// <summary>
/// Jobs in simulated worlds (see tests/LeadScout.Simulation), each by a seed: in a process of their own, which has one thread. What fails here
/// says its seed, and runs again the same with <c>simulate --seeds 1 --first SEED --trace</c>.
/// </summary>
public sealed class SimulationTests
{
    [Fact]
    public async Task Whatever_goes_wrong_by_the_seed_every_promise_holds()
    {
        var (exitCode, lines) = await SimulationProcess.RunAsync("simulate", "--seeds", "200");

        Assert.True(exitCode == 0, string.Join('\n', lines));
        Assert.Contains("| seeds | 200 |", lines);
    }

    [Fact]
    public async Task A_seed_comes_to_the_same_to_the_last_event_in_another_process()
    {
        var (_, once) = await SimulationProcess.RunAsync("simulate", "--seeds", "8", "--first", "1000", "--hashes");
        var (_, again) = await SimulationProcess.RunAsync("simulate", "--seeds", "8", "--first", "1000", "--hashes");

        Assert.Equal(8, once.Select(line => line.Split(' ')).Count(words => words is [_, { Length: 16 }]));
        Assert.Equal(once.Where(IsSeed), again.Where(IsSeed));

        static bool IsSeed(string line) => line.StartsWith("10", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whichever_promise_the_store_breaks_the_simulation_notices_and_says_the_seed_and_the_invariant()
    {
        var (exitCode, lines) = await SimulationProcess.RunAsync("sabotage");

        Assert.True(exitCode == 0, string.Join('\n', lines));
        Assert.All(lines, line => Assert.Matches("""^\w+: seed \d+ broke ".+": .+""", line));
    }

    [Fact]
    public async Task Over_a_database_file_every_promise_holds_as_well()
    {
        var (exitCode, lines) = await SimulationProcess.RunAsync("simulate", "--seeds", "10", "--first", "2000", "--store", "sqlite");

        Assert.True(exitCode == 0, string.Join('\n', lines));
    }

    [Fact]
    public async Task Whatever_goes_wrong_for_many_callers_at_once_every_promise_holds()
    {
        var (exitCode, lines) = await SimulationProcess.RunAsync("simulate", "--of", "streams", "--seeds", "100");

        Assert.True(exitCode == 0, string.Join('\n', lines));
        Assert.Contains("| seeds | 100 |", lines);
    }

    [Theory]
    [InlineData(155)]
    [InlineData(208)]
    [InlineData(428)]
    [InlineData(460)]
    [InlineData(587)]
    [InlineData(680)]
    [InlineData(757)]
    [InlineData(773)]
    [InlineData(780)]
    [InlineData(947)]
    [InlineData(1076)]
    [InlineData(1307)]
    [InlineData(2393)]
    [InlineData(2592)]
    [InlineData(4259)]
    [InlineData(4996)]
    public async Task What_broke_a_promise_to_many_callers_once_breaks_none_any_more(int seed)
    {
        var (exitCode, lines) = await SimulationProcess.RunAsync("simulate", "--of", "streams", "--seeds", "1", "--first", $"{seed}");

        Assert.True(exitCode == 0, string.Join('\n', lines));
    }

    [Fact]
    public async Task Many_callers_over_a_database_file_come_to_the_same_to_the_last_event_in_another_process()
    {
        string[] seeds = ["simulate", "--of", "streams", "--seeds", "8", "--first", "1000", "--store", "sqlite", "--hashes"];
        var (exitCode, once) = await SimulationProcess.RunAsync(seeds);
        var (_, again) = await SimulationProcess.RunAsync(seeds);

        Assert.True(exitCode == 0, string.Join('\n', once));
        Assert.Equal(8, once.Count(IsSeed));
        Assert.Equal(once.Where(IsSeed), again.Where(IsSeed));

        static bool IsSeed(string line) => line.Split(' ') is [_, { Length: 16 }];
    }
}
