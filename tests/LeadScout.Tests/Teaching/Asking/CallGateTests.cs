using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Limits;
using LeadScout.Teaching.Spending;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LeadScout.Tests.Teaching.Asking;

/// <summary>What a call passes before it goes out, and what it leaves behind however it ends.</summary>
public sealed class CallGateTests
{
    private static readonly object Value = new();
    private static readonly Money Ceiling = new(50);
    private readonly SpendingLimit _spending = new(new Money(1000), Money.Zero);
    private readonly FakeTimeProvider _clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_knows_what_is_held_back_for_it_and_counts_for_what_it_cost()
    {
        using var account = _spending.Open();
        Money? held = null;

        Assert.Same(Value, await GateOf().PassAsync(account, Ceiling, 1, Call, Cancellation));

        Assert.Equal(Ceiling, held);
        Assert.Equal((new Money(30), Money.Zero, Money.Zero), (_spending.Spent, _spending.PossiblyBilled, _spending.Reserved));

        Task<CallOutcome<object>> Call(Money? ceiling)
        {
            held = ceiling;
            Assert.Equal(Ceiling, _spending.Reserved);
            return Task.FromResult(OutcomeOf(new Money(30)));
        }
    }

    [Fact]
    public async Task A_call_of_an_unknown_price_holds_nothing_back_and_has_no_ceiling()
    {
        using var account = _spending.Open();

        await GateOf().PassAsync(account, null, 1, Call, Cancellation);

        Assert.Equal((Money.Zero, Money.Zero), (_spending.Spent, _spending.PossiblyBilled));

        static Task<CallOutcome<object>> Call(Money? ceiling)
        {
            Assert.Null(ceiling);
            return Task.FromResult(OutcomeOf(null));
        }
    }

    [Fact]
    public async Task A_call_that_breaks_may_have_cost_all_that_it_could_and_is_a_failure_of_the_service()
    {
        var gate = GateOf(new AskServiceOptions { Concurrency = 1 });
        for (var broken = 0; broken < new RetryPolicy().TriesAtFirst; broken++)
        {
            Assert.False(gate.Concurrency.IsOutage(int.MaxValue));
            using var account = _spending.Open();
            await Assert.ThrowsAsync<InvalidOperationException>(
                () => gate.PassAsync<object>(account, Ceiling, 1, _ => throw new InvalidOperationException("broken"), Cancellation));
        }

        Assert.Equal((Money.Zero, new Money(150), Money.Zero), (_spending.Spent, _spending.PossiblyBilled, _spending.Reserved));
        Assert.True(gate.Concurrency.IsOutage(int.MaxValue));
    }

    [Fact]
    public async Task A_call_that_ended_by_a_fault_says_so()
    {
        var gate = GateOf();
        using var account = _spending.Open();
        for (var failed = 0; failed < new RetryPolicy().TriesAtFirst; failed++)
        {
            await gate.PassAsync(account, Ceiling, 1, _ => Task.FromResult(OutcomeOf(new Money(1)) with { Fault = TeacherFaultKind.Loading }), Cancellation);
        }

        Assert.True(gate.Concurrency.IsOutage(int.MaxValue));
        await gate.PassAsync(account, Ceiling, 1, _ => Task.FromResult(OutcomeOf(new Money(1))), Cancellation);
        Assert.False(gate.Concurrency.IsOutage(int.MaxValue));
    }

    [Fact]
    public async Task A_call_that_never_went_out_costs_nothing_and_leaves_its_place()
    {
        var gate = GateOf(new AskServiceOptions { Concurrency = 1, Limits = new RateLimits(RequestsPerMinute: 1) });
        using var account = _spending.Open();
        await gate.PassAsync(account, Ceiling, 1, _ => Task.FromResult(OutcomeOf(new Money(30))), Cancellation);
        using var stop = new CancellationTokenSource();
        var waiting = gate.PassAsync<object>(account, Ceiling, 1, _ => throw new InvalidOperationException("went out"), stop.Token);
        Assert.Equal((false, Ceiling), (waiting.IsCompleted, _spending.Reserved));

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal((new Money(30), Money.Zero, Money.Zero), (_spending.Spent, _spending.PossiblyBilled, _spending.Reserved));
        Assert.True(gate.Concurrency.EnterAsync(Cancellation).IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData(20, 20, true)]
    [InlineData(20, 21, false)]
    [InlineData(41, 0, false)]
    public async Task What_a_call_did_not_use_of_its_tokens_others_may(long input, long output, bool fits)
    {
        var gate = GateOf(new AskServiceOptions { Limits = new RateLimits(TokensPerMinute: 100) });
        using var account = _spending.Open();
        await gate.PassAsync(account, Ceiling, 90, _ => Task.FromResult(OutcomeOf(Ceiling) with { Usage = new Usage(input, 0, output) }), Cancellation);

        var next = gate.PassAsync(account, Ceiling, 60, _ => Task.FromResult(OutcomeOf(Ceiling)), Cancellation);

        Assert.Equal(fits, next.IsCompleted);
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.NotNull(await next);
    }

    private static CallOutcome<object> OutcomeOf(Money? cost) => new(Value, null, cost, Billing.Measured, default);

    private CallGate GateOf(AskServiceOptions? options = null) =>
        new("service", _spending, (options ?? new AskServiceOptions()) with { Clock = _clock });
}
