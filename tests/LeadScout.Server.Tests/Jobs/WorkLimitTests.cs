using LeadScout.Server.Jobs;
using Xunit;

namespace LeadScout.Server.Tests.Jobs;

public sealed class WorkLimitTests
{
    [Fact]
    public async Task No_more_goes_on_at_once_than_allowed_and_all_of_it_is_done()
    {
        using var limit = new WorkLimit(2);
        var (now, most) = (0, 0);
        var gates = Enumerable.Range(0, 10).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        var works = gates.Select((gate, i) => limit.RunAsync(
            async () =>
            {
                most = Math.Max(most, Interlocked.Increment(ref now));
                await gate.Task;
                Interlocked.Decrement(ref now);
                return i;
            },
            TestContext.Current.CancellationToken)).ToArray();

        Assert.Equal(2, now);
        foreach (var gate in gates)
        {
            gate.SetResult();
        }

        Assert.Equal(Enumerable.Range(0, 10), await Task.WhenAll(works));
        Assert.Equal(2, most);
    }

    [Fact]
    public async Task Whoever_fails_or_gives_up_leaves_the_place_to_the_next()
    {
        using var limit = new WorkLimit(1);
        await Assert.ThrowsAsync<InvalidOperationException>(() => limit.RunAsync<int>(() => throw new InvalidOperationException(), CancellationToken.None));

        var gate = new TaskCompletionSource();
        var first = limit.RunAsync(async () => { await gate.Task; return 1; }, CancellationToken.None);
        using var gone = new CancellationTokenSource();
        var second = limit.RunAsync(() => Task.FromResult(2), gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);

        gate.SetResult();
        Assert.Equal(1, await first);
        Assert.Equal(3, await limit.RunAsync(() => Task.FromResult(3), CancellationToken.None));
    }

    [Fact]
    public async Task Rest_is_told_when_the_last_is_done_and_not_while_another_works_or_waits()
    {
        var rests = 0;
        using var limit = new WorkLimit(1, () => rests++);
        var gate = new TaskCompletionSource();
        var first = limit.RunAsync(async () => { await gate.Task; return rests; }, CancellationToken.None);
        var second = limit.RunAsync(() => Task.FromResult(rests), CancellationToken.None);
        using var gone = new CancellationTokenSource();
        var third = limit.RunAsync(() => Task.FromResult(rests), gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);
        Assert.Equal(0, rests);

        gate.SetResult();
        Assert.Equal(0, await first + await second);
        Assert.Equal(1, rests);
        await Assert.ThrowsAsync<InvalidOperationException>(() => limit.RunAsync<int>(() => throw new InvalidOperationException(), CancellationToken.None));
        Assert.Equal(2, rests);
    }
}
