using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Spending;
using Xunit;

namespace LeadScout.Tests.Teaching.Spending;

public sealed class SharedSpendingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private readonly SpendingLimit _shared = new(new Money(10), Money.Zero);

    [Theory]
    [InlineData(3, Billing.Measured, 3)]
    [InlineData(5, Billing.PossiblyBilled, 5)]
    [InlineData(7, Billing.PossiblyBilled, 7)]
    [InlineData(0, Billing.NotBilled, 0)]
    public async Task Both_limits_count_a_call(long cost, Billing billing, long counted)
    {
        var own = new SpendingLimit(new Money(20), Money.Zero) { Shared = _shared };
        using var account = own.Open();
        Assert.Equal(new Money(5), await ReserveAsync(account, 5));
        Assert.Equal((new Money(5), new Money(5)), (own.Reserved, _shared.Reserved));

        account.Settle(new Money(cost), billing);

        var possibly = new Money(billing == Billing.PossiblyBilled ? counted : 0);
        Assert.Equal((possibly, possibly, Money.Zero), (own.PossiblyBilled, _shared.PossiblyBilled, _shared.Reserved));
        Assert.Equal((new Money(20 - counted), new Money(10 - counted)), (own.Left, _shared.Left));
    }

    [Fact]
    public async Task What_may_have_been_billed_counts_for_the_most_that_each_limit_has_learnt()
    {
        using (var other = _shared.Open())
        {
            await other.ReserveAsync(_shared.RecordOf("service"), new Money(1), Cancellation);
            other.Settle(new Money(2), Billing.Measured);
        }

        var own = new SpendingLimit(null, Money.Zero) { Shared = _shared };
        using var account = own.Open();
        Assert.Equal(new Money(3), await ReserveAsync(account, 3));
        Assert.Equal(new Money(6), _shared.Reserved); // twice what is announced, as before
        account.Settle(new Money(3), Billing.PossiblyBilled);
        Assert.Equal((new Money(3), new Money(6)), (own.PossiblyBilled, _shared.PossiblyBilled));
    }

    [Fact]
    public async Task What_the_shared_limit_does_not_bear_is_refused_and_held_back_nowhere()
    {
        var own = new SpendingLimit(new Money(20), Money.Zero) { Shared = _shared };
        using var account = own.Open();

        Assert.Null(await ReserveAsync(account, 11));

        Assert.Equal((_shared, true, new Money(11)), (account.Refusal!.Limit, account.Refusal.IsShared, account.Refusal.Request.Amount));
        Assert.Equal((new Money(20), new Money(10), Money.Zero, Money.Zero), (own.Left, _shared.Left, own.Reserved, _shared.Reserved));
    }

    [Fact]
    public async Task What_the_own_limit_does_not_bear_does_not_come_to_the_shared_one()
    {
        var own = new SpendingLimit(new Money(2), Money.Zero) { Shared = _shared };
        using var account = own.Open();

        Assert.Null(await ReserveAsync(account, 3));

        Assert.Equal((own, false), (account.Refusal!.Limit, account.Refusal.IsShared));
    }

    [Fact]
    public async Task Who_stops_waiting_for_the_shared_limit_gives_the_own_one_back()
    {
        using var other = _shared.Open();
        await ReserveAsync(other, 8);
        var own = new SpendingLimit(new Money(20), Money.Zero) { Shared = _shared };
        using var account = own.Open();
        using var stop = new CancellationTokenSource();
        var waiting = account.ReserveAsync(own.RecordOf("service"), new Money(5), stop.Token);
        Assert.False(waiting.IsCompleted);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal((Money.Zero, new Money(8)), (own.Reserved, _shared.Reserved));
    }

    [Fact]
    public async Task Nobody_waits_for_money_in_a_place_at_the_service()
    {
        using var held = _shared.Open();
        await ReserveAsync(held, 8);
        var gate = new CallGate("service", new SpendingLimit(null, Money.Zero) { Shared = _shared }, new AskServiceOptions { Concurrency = 1 });
        using var account = gate.SpendingLimit.Open();

        var call = gate.PassAsync<object>(account, new Money(5), 1, _ => Task.FromResult(new CallOutcome<object>(this, null, new Money(4), Billing.Measured, default)), Cancellation);

        Assert.False(call.IsCompleted);
        await gate.Concurrency.EnterAsync(Cancellation); // there is a place
        gate.Concurrency.Leave(null);
        held.Settle(new Money(1), Billing.Measured);
        held.Dispose();
        Assert.Same(this, await call);
    }

    private static Task<Money?> ReserveAsync(SpendingAccount account, long ceiling) =>
        account.ReserveAsync(new BillRecord("service"), new Money(ceiling), Cancellation);
}
