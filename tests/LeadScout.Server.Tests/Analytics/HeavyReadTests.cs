using LeadScout.Server.Jobs;
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
        var heavy = server.Services.GetRequiredService<WorkLimit>();
        var place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var taken = heavy.RunAsync(async () => { await place.Task; return 0; }, ServerTrial.Gone);

        var answer = server.GetAsync(path);
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
