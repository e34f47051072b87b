using LeadScout.Server.Clustering;
using LeadScout.Teaching.Limits;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LeadScout.Server.Tests.Clustering;

/// <summary>Permits of a node, whose cluster is a book in memory that can be out of reach.</summary>
public sealed class ClusterPermitsTests : IAsyncDisposable
{
    private const string Service = "openai:m";
    private static readonly RateLimits TwoAMinute = new(RequestsPerMinute: 2);

    private readonly FakeTimeProvider _clock = new();
    private readonly FakeCluster _cluster;

    public ClusterPermitsTests() => _cluster = new FakeCluster(_clock);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    private static CancellationToken Gone => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_nodes_get_no_more_permits_together_than_one_would()
    {
        var (one, other) = (Node("one"), Node("other"));

        Assert.NotNull((await one.TakeAsync(Service, TwoAMinute, 1, Gone)).Number);
        Assert.NotNull((await other.TakeAsync(Service, TwoAMinute, 1, Gone)).Number);
        Assert.True((await one.TakeAsync(Service, TwoAMinute, 1, Gone)) is { Number: null, Parts: null, Wait.Ticks: > 0 });
    }

    [Fact]
    public async Task A_node_that_reaches_nobody_waits_first_then_keeps_to_its_own_part_and_tells_afterwards_what_it_used()
    {
        var node = Node("one");
        _cluster.IsAway = true;
        Assert.True((await node.TakeAsync(Service, TwoAMinute, 1, Gone)) is { Number: null, Parts: null, Wait.Ticks: > 0 });
        Assert.False(node.IsAlone);
        _clock.Advance(ClusterPermits.AloneAfter);
        Assert.Equal(2, (await node.TakeAsync(Service, TwoAMinute, 1, Gone)).Parts);
        Assert.True(node.IsAlone);
        node.GiveBack(Service, null, 1, CallSignal.None);

        _cluster.IsAway = false;
        await node.RenewAsync(Gone);

        Assert.False(node.IsAlone);
        Assert.Equal(1, _cluster.Book.Use.Calls);
    }

    [Fact]
    public async Task What_a_node_used_alone_counts_for_a_minute_also_while_nobody_hears_of_it()
    {
        var node = Node("one");
        _cluster.IsAway = true;
        await node.TakeAsync(Service, TwoAMinute, 1, Gone);
        _clock.Advance(ClusterPermits.AloneAfter);
        await node.TakeAsync(Service, TwoAMinute, 1, Gone);
        node.GiveBack(Service, null, 1, CallSignal.None);
        for (var half = 0; half < 4; half++)
        {
            await node.RenewAsync(Gone);
            _clock.Advance(TimeSpan.FromSeconds(30));
        }

        _cluster.IsAway = false;

        Assert.NotNull((await node.TakeAsync(Service, TwoAMinute, 1, Gone)).Number);
        Assert.Equal(1, _cluster.Book.Use.Calls);
    }

    [Fact]
    public async Task A_service_that_nobody_hands_out_permits_for_is_missed_though_another_one_is_not()
    {
        var node = Node("one");
        _cluster.AwayFor = "openai:other";
        Assert.Null((await node.TakeAsync("openai:other", TwoAMinute, 1, Gone)).Parts);
        _clock.Advance(ClusterPermits.AloneAfter);
        Assert.NotNull((await node.TakeAsync(Service, TwoAMinute, 1, Gone)).Number);

        Assert.Equal(2, (await node.TakeAsync("openai:other", TwoAMinute, 1, Gone)).Parts);
        Assert.NotNull((await node.TakeAsync(Service, TwoAMinute, 1, Gone)).Number);
    }

    [Fact]
    public async Task A_permit_is_held_for_as_long_as_its_node_says_so()
    {
        var (one, other) = (Node("one"), Node("other"));
        var alone = new RateLimits { CallsAtOnce = 1 };
        await one.TakeAsync(Service, alone, 1, Gone);
        for (var time = 0; time < 3; time++)
        {
            _clock.Advance(PermitBook.Expiry * 0.9);
            await one.RenewAsync(Gone);
            Assert.Null((await other.TakeAsync(Service, alone, 1, Gone)).Number);
        }

        _clock.Advance(PermitBook.Expiry); // the node is gone

        Assert.NotNull((await other.TakeAsync(Service, alone, 1, Gone)).Number);
    }

    [Fact]
    public async Task A_permit_whose_asker_has_gone_is_given_back()
    {
        var node = Node("one");
        var alone = new RateLimits { CallsAtOnce = 1 };
        using var stop = new CancellationTokenSource();
        _cluster.Answering = new TaskCompletionSource();
        var taken = node.TakeAsync(Service, alone, 1, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => taken);

        _cluster.Answering.SetResult();

        while ((await Node("other").TakeAsync(Service, alone, 1, Gone)).Number is null)
        {
            await Task.Yield();
        }
    }

    [Fact]
    public async Task Too_many_that_is_said_to_one_node_slows_the_others()
    {
        var (one, other, many) = (Node("one"), Node("other"), new RateLimits { CallsAtOnce = 100 });
        var mine = await TakeAsync(one, 4);
        var others = await TakeAsync(other, 4);

        one.GiveBack(Service, mine[0], 1, CallSignal.TooMany);
        Array.ForEach([.. mine[1..]], permit => one.GiveBack(Service, permit, 1, CallSignal.None));
        await one.RenewAsync(Gone);

        Assert.Null((await other.TakeAsync(Service, many, 1, Gone)).Number); // half of the eight are out
        other.GiveBack(Service, others[0], 1, CallSignal.None);
        await other.RenewAsync(Gone);
        Assert.NotNull((await other.TakeAsync(Service, many, 1, Gone)).Number);
        Assert.Null((await one.TakeAsync(Service, many, 1, Gone)).Number);

        async Task<long[]> TakeAsync(ClusterPermits node, int calls)
        {
            var taken = new long[calls];
            for (var call = 0; call < calls; call++)
            {
                taken[call] = (await node.TakeAsync(Service, many, 1, Gone)).Number!.Value;
            }

            return taken;
        }
    }

    private ClusterPermits Node(string name) => new(_cluster, name, () => (2, 2), _clock, NullLogger.Instance);

    private sealed class FakeCluster(TimeProvider clock) : ICluster
    {
        public PermitBook Book { get; } = new(clock);

        public bool IsAway { get; set; }

        public string? AwayFor { get; set; }

        public string? Address => null;

        public void Join()
        {
        }

        public Task<bool> WakeAsync(CancellationToken cancellationToken) => Task.FromResult(false);

        public TaskCompletionSource? Answering { get; set; }

        public async Task<CallPermit?> ExchangeAsync(string service, PermitExchange said, CancellationToken cancellationToken)
        {
            if (Answering is { } answering)
            {
                await answering.Task.WaitAsync(cancellationToken);
            }

            lock (Book)
            {
                return IsAway || service == AwayFor ? null : Book.Exchange(said);
            }
        }

        public Task<JudgeReply?> JudgeAsync(string address, JudgeRequest request, CancellationToken cancellationToken) => Task.FromResult<JudgeReply?>(null);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
