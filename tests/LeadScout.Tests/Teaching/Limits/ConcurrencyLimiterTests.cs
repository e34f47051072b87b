using LeadScout.Teaching;
using LeadScout.Teaching.Limits;
using Xunit;

namespace LeadScout.Tests.Teaching.Limits;

public sealed class ConcurrencyLimiterTests
{
    private readonly ConcurrencyLimiter _limiter = new(4, new RetryPolicy());

    [Fact]
    public async Task No_more_calls_are_out_than_the_concurrency_allows()
    {
        var entered = Enumerable.Range(0, 6).Select(_ => EnterAsync()).ToArray();
        Assert.Equal(4, entered.Count(task => task.IsCompleted));

        _limiter.Leave(null);
        await entered[4];
        Assert.False(entered[5].IsCompleted);
    }

    [Fact]
    public async Task Who_stops_waiting_takes_no_place()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => EnterAsync()));
        using var stop = new CancellationTokenSource();
        var impatient = _limiter.EnterAsync(stop.Token);
        var patient = EnterAsync();
        await stop.CancelAsync();

        _limiter.Leave(null);

        await patient;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
    }

    [Fact]
    public void One_batch_in_trouble_is_no_outage_while_others_get_through()
    {
        var retry = new RetryPolicy();
        for (var i = 0; i < 50; i++)
        {
            _limiter.Leave(TeacherFaultKind.Unavailable);
            _limiter.Leave(null);
        }

        Assert.False(_limiter.IsOutage(retry.TriesPerOutage));
    }

    private Task EnterAsync() => _limiter.EnterAsync(TestContext.Current.CancellationToken);
}
