using LeadScout.Tests.Jobs.Running;
using Xunit;

namespace LeadScout.Postgres.Tests;

/// <summary>Jobs and many callers in simulated worlds, over a real server: each simulated process is a node with a store of its own.</summary>
public sealed class SimulationTests
{
    [Theory]
    [InlineData("jobs")]
    [InlineData("streams")]
    public async Task Over_a_database_that_nodes_share_every_promise_holds_and_a_seed_comes_to_the_same(string of)
    {
        string[] simulate = ["simulate", "--of", of, "--store", "postgres", "--hashes", "--first", "2000", "--seeds"];

        var (exitCode, lines) = await SimulationProcess.RunAsync([.. simulate, "5"]);
        var (exitCodeAgain, again) = await SimulationProcess.RunAsync([.. simulate, "2"]);

        Assert.True(exitCode == 0, string.Join('\n', lines));
        Assert.True(exitCodeAgain == 0, string.Join('\n', again));
        Assert.Equal(Hashes(lines).Take(2), Hashes(again));

        static string[] Hashes(string[] lines) => [.. lines.Where(line => line.Split(' ') is ["2000" or "2001" or "2002" or "2003" or "2004", { Length: 16 }])];
    }
}
