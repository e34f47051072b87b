using System.Text.Json;
using LeadScout.Server.Access;
using LeadScout.Server.Jobs;
using LeadScout.Server.Mcp;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LeadScout.Server.Tests.Analytics;

public sealed class HeavyReadTests
{
    [Theory]
    [InlineData("/api/v1/analytics/costs")]
    [InlineData("/api/v1/analytics/insight?question=department")]
    [InlineData("/api/v1/analytics/carriers?question=department")]
    public async Task What_reads_all_that_was_learned_waits_for_a_place_among_forecasts(string path)
    {
        await using var server = await ServerTrial.StartAsync(options => options with { ConcurrentJobs = 1 });
        await AssertWaitsAsync(server, () => server.GetAsync(path));
    }

    [Theory]
    [InlineData("explain", """{"question":"department","text":"CFO"}""")]
    [InlineData("review", """{"job":"000000000000"}""")]
    [InlineData("patterns", "{}")]
    public async Task What_agents_want_to_read_waits_there_too(string what, string arguments)
    {
        await using var server = await ServerTrial.StartAsync(options => options with { ConcurrentJobs = 1 });
        var desk = new ServerDesk(server.Services.GetRequiredService<AgentServices>(), new Caller("somebody", null, Scope.Admin));
        if (what == AgentResources.Patterns)
        {
            await AssertWaitsAsync(server, () => desk.ReadAsync(what, "department", ServerTrial.Gone));
            return;
        }

        var tool = ServerDesk.All.Single(one => one.Name == what);
        var call = new AgentCall(tool, ToolArguments.Of(tool, JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(arguments)!));
        await AssertWaitsAsync(server, async () =>
        {
            try
            {
                await desk.RunAsync(call, null, null, new AgentBill(), new Progress<AgentProgress>(), ServerTrial.Gone);
            }
            catch (RefusedException)
            {
                // There is no such job; that was looked up after the wait.
            }
        });
    }

    private static async Task AssertWaitsAsync(ServerTrial server, Func<Task> read)
    {
        var heavy = server.Services.GetRequiredService<WorkLimit>();
        var place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var taken = heavy.RunAsync(async () => { await place.Task; return 0; }, ServerTrial.Gone);

        var answer = read();
        var waiting = UntilWaitingAsync(heavy);

        Assert.Same(waiting, await Task.WhenAny(answer, waiting));
        place.SetResult();
        await taken;
        await answer;
        Assert.Equal(0, heavy.Waiting);
    }

    private static async Task UntilWaitingAsync(WorkLimit heavy)
    {
        while (heavy.Waiting == 0)
        {
            ServerTrial.Gone.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
