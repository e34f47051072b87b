using System.Text.Json;
using Xunit;

namespace LeadScout.Cluster.Tests;

/// <summary>How the nodes stand, for those who run them.</summary>
public sealed class OverviewTests(ServiceFixture fixture)
{
    [Fact]
    public async Task A_node_tells_the_nodes_the_lease_of_a_job_at_work_the_calls_that_are_out_and_the_partitions_of_the_log()
    {
        var gate = new Gate(2);
        await using var service = await Service.StartAsync(fixture, 2, gate.Options, args: ["--requests-per-minute", "5000"]);
        var job = await Service.SubmitAsync(service[0]);
        await gate.ArrivedAsync(3);

        var cluster = await service[0].GetAsync("cluster");

        Assert.Equal(service.Nodes.Select(node => node.Name).Order(), Values(cluster, "nodes", "name").Order());
        Assert.Single(cluster.GetProperty("nodes").EnumerateArray(), node => node.GetProperty("isThis").GetBoolean());
        var lease = Assert.Single(cluster.GetProperty("leases").EnumerateArray());
        Assert.Equal((job, true), (lease.GetProperty("job").GetString(), lease.GetProperty("isAlive").GetBoolean()));
        Assert.Equal((await service.NodeOfAsync(job)).Name, lease.GetProperty("heldBy").GetString());
        Assert.InRange(cluster.GetProperty("openCalls").GetInt64(), 1, 8);
        Assert.Equal(cluster.GetProperty("openCalls").GetInt64(), cluster.GetProperty("unpricedCalls").GetInt64()); // nobody knows what the stand-in charges
        Assert.Equal(8, cluster.GetProperty("partitions").GetArrayLength());
        var at = await (await service.NodeOfAsync(job)).GetAsync("cluster");
        var llm = Assert.Single(at.GetProperty("llms").EnumerateArray());
        Assert.Equal(("openai:stand-in", 5000), (llm.GetProperty("name").GetString(), llm.GetProperty("requestsPerMinute").GetInt32()));
        Assert.InRange(llm.GetProperty("out").GetInt32(), 1, 8);
        Assert.True(llm.GetProperty("callsEverywhere").GetInt32() >= 3);
        gate.Open();
        Assert.Equal(fixture.Output, await Service.ResultAsync(service[1], job));
    }

    private static IEnumerable<string?> Values(JsonElement document, string list, string name) =>
        document.GetProperty(list).EnumerateArray().Select(one => one.GetProperty(name).GetString());
}
