using LeadScout.Teaching;
using LeadScout.Teaching.Spending;
using Xunit;

namespace LeadScout.Tests.Teaching.Spending;

public sealed class SpendingLimitTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private readonly SpendingLimit _spending = new(new Money(10), new Money(3));

    [Fact]
    public async Task What_is_reserved_can_not_be_reserved_again()
    {
        var (first, second) = (_spending.Open(), _spending.Open());
        Assert.True(await ReserveAsync(first, 6));
        Assert.Equal((new Money(3), new Money(6), new Money(1)), (_spending.Spent, _spending.Reserved, _spending.Left));

        var waiting = ReserveAsync(second, 3);
        first.Settle(new Money(4), Billing.Measured);
        Assert.False(waiting.IsCompleted);
        first.Dispose();

        Assert.True(await waiting);
        Assert.Equal((new Money(7), new Money(3), Money.Zero), (_spending.Spent, _spending.Reserved, _spending.Left));
    }

    [Fact]
    public async Task With_nothing_in_flight_a_call_that_does_not_fit_finds_the_purse_empty() =>
        Assert.False(await ReserveAsync(_spending.Open(), 8));

    [Fact]
    public async Task Who_came_first_is_served_first_even_if_a_later_wish_would_fit()
    {
        var (first, large, small) = (_spending.Open(), _spending.Open(), _spending.Open());
        await ReserveAsync(first, 4);
        var (second, third) = (ReserveAsync(large, 4), ReserveAsync(small, 1));

        Assert.False(second.IsCompleted || third.IsCompleted);
        first.Settle(new Money(3), Billing.Measured);
        first.Dispose();

        Assert.True(await second);
        Assert.False(third.IsCompleted);
    }

    [Fact]
    public async Task Who_waits_for_an_answer_that_a_later_one_pays_for_keeps_nobody_waiting_for_money()
    {
        var (first, later) = (_spending.Open(), _spending.Open());
        var wish = ReserveAsync(later, 8);
        Assert.False(wish.IsCompleted);

        first.Wait();

        Assert.False(await wish);
        first.GoOn();
        Assert.True(await ReserveAsync(first, 7));
    }

    [Fact]
    public async Task Who_waits_for_an_answer_lets_a_later_one_have_what_its_own_call_left_over()
    {
        var (first, later) = (_spending.Open(), _spending.Open());
        Assert.True(await ReserveAsync(first, 6));
        first.Settle(new Money(1), Billing.Measured);
        var wish = ReserveAsync(later, 6);
        Assert.False(wish.IsCompleted);

        first.Wait();

        Assert.True(await wish);
    }

    [Fact]
    public async Task A_retry_has_what_its_first_call_left_over_at_once()
    {
        var account = _spending.Open();
        await ReserveAsync(_spending.Open(), 1);
        await ReserveAsync(account, 5);
        account.Settle(new Money(2), Billing.Measured);

        Assert.True(ReserveAsync(account, 3).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_retry_that_is_not_the_oldest_s_has_all_that_its_first_call_left_over_at_once_however_often()
    {
        var (_, account) = (_spending.Open(), _spending.Open());
        await ReserveAsync(account, 5);
        account.Settle(new Money(2), Billing.Measured);
        Assert.True(ReserveAsync(account, 1).IsCompletedSuccessfully);
        Assert.Equal(new Money(5), account.Allowance);
        account.Settle(new Money(1), Billing.Measured);

        Assert.True(ReserveAsync(account, 2).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_retry_waits_like_others_for_a_service_that_is_not_known_yet()
    {
        var (account, other, service) = (_spending.Open(), _spending.Open(), new BillRecord("service"));
        await account.ReserveAsync(service, new Money(3), Cancellation);
        account.Settle(Money.Zero, Billing.NotBilled);
        await other.ReserveAsync(service, new Money(3), Cancellation);

        var retry = account.ReserveAsync(service, new Money(3), Cancellation);

        Assert.False(retry.IsCompleted);
        other.Settle(new Money(1), Billing.Measured);
        Assert.Equal(new Money(3), await retry);
    }

    [Fact]
    public async Task A_first_call_has_what_those_at_rest_did_not_spend_only_when_all_are()
    {
        var (oldest, resting, busy) = (_spending.Open(), _spending.Open(), _spending.Open());
        await ReserveAsync(resting, 4);
        resting.Settle(new Money(1), Billing.Measured);
        resting.Finish();
        await ReserveAsync(busy, 1);
        var first = ReserveAsync(oldest, 5);
        Assert.False(first.IsCompleted);

        busy.Settle(new Money(1), Billing.Measured);
        busy.Finish();

        Assert.True(await first);
    }

    [Fact]
    public async Task What_a_retry_needs_beyond_that_it_gets_when_it_is_the_oldest()
    {
        var (older, account) = (_spending.Open(), _spending.Open());
        await ReserveAsync(older, 2);
        await ReserveAsync(account, 2);
        account.Settle(new Money(2), Billing.Measured);

        var more = ReserveAsync(account, 2);
        Assert.False(more.IsCompleted);
        older.Settle(new Money(2), Billing.Measured);
        Assert.False(more.IsCompleted);
        older.Dispose();

        Assert.True(await more);
    }

    [Fact]
    public async Task A_retry_that_does_not_fit_is_refused_only_when_all_others_are_at_rest()
    {
        var (oldest, other) = (_spending.Open(), _spending.Open());
        await ReserveAsync(oldest, 3);
        await ReserveAsync(other, 4);
        oldest.Settle(new Money(3), Billing.Measured);
        var more = ReserveAsync(oldest, 3);

        Assert.False(more.IsCompleted);
        other.Settle(new Money(2), Billing.Measured);
        Assert.False(more.IsCompleted); // it may still spend the rest of its allowance
        other.Finish();

        Assert.False(await more);
        Assert.Equal(new Money(8), _spending.Spent);
    }

    [Fact]
    public async Task Who_stops_waiting_is_out_of_the_way()
    {
        var (first, impatient, patient) = (_spending.Open(), _spending.Open(), _spending.Open());
        await ReserveAsync(first, 6);
        using var stop = new CancellationTokenSource();
        var withdrawn = impatient.ReserveAsync(new BillRecord("service"), new Money(7), stop.Token);
        var waiting = ReserveAsync(patient, 1);
        Assert.False(waiting.IsCompleted);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => withdrawn);
        Assert.True(await waiting);
    }

    [Fact]
    public async Task Who_stopped_waiting_leaves_to_others_what_it_might_still_have_spent()
    {
        var (older, impatient) = (_spending.Open(), _spending.Open());
        await ReserveAsync(older, 3);
        older.Settle(new Money(3), Billing.Measured);
        await ReserveAsync(impatient, 4);
        impatient.Settle(new Money(2), Billing.Measured);
        using var stop = new CancellationTokenSource();
        var withdrawn = impatient.ReserveAsync(new BillRecord("service"), new Money(3), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => withdrawn);
        Assert.Equal((true, null), (impatient.IsAtRest, impatient.Wish));
        Assert.True(ReserveAsync(older, 1).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_wish_to_stop_changes_nothing_about_what_was_granted()
    {
        var account = _spending.Open();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        Assert.Equal(new Money(4), await account.ReserveAsync(new BillRecord("service"), new Money(4), stop.Token));

        Assert.Equal((false, new Money(4)), (account.IsAtRest, account.Running));
    }

    [Fact]
    public async Task An_account_holds_what_its_first_call_was_granted_until_it_is_finished()
    {
        var (first, second) = (_spending.Open(), _spending.Open());
        Assert.Equal((false, Money.Zero, null), (first.HasBegun, first.Allowance, first.Refusal));
        await ReserveAsync(second, 4);
        Assert.Equal((true, new Money(4), new Money(4)), (second.HasBegun, second.Allowance, second.Held));
        second.Settle(new Money(1), Billing.Measured);

        Assert.Equal((new Money(1), new Money(4), false), (second.Spent, second.HeldAtRest, second.IsAtRest));
        second.Finish();
        Assert.Equal((new Money(1), new Money(4), true), (second.HeldAtRest, second.Held, second.IsAtRest));
    }

    [Fact]
    public async Task Who_was_refused_is_at_rest_and_knows_what_it_wanted()
    {
        var account = _spending.Open();

        Assert.False(await ReserveAsync(account, 8));

        Assert.Equal((true, null, null), (account.IsAtRest, account.Wish, account.Running));
        Assert.Equal((_spending, new Money(8), false), (account.Refusal!.Limit, account.Refusal.Request.Ceiling, account.Refusal.IsShared));
    }

    [Fact]
    public async Task An_account_that_is_closed_twice_counts_once()
    {
        var account = _spending.Open();
        await ReserveAsync(account, 4);
        account.Settle(new Money(2), Billing.PossiblyBilled);

        account.Dispose();
        account.Dispose();

        Assert.Equal((new Money(3), new Money(2), new Money(5)), (_spending.Spent, _spending.PossiblyBilled, _spending.Left));
    }

    [Fact]
    public async Task A_bill_higher_than_its_ceiling_widens_all_ceilings_of_that_service_at_once_also_of_calls_in_flight()
    {
        var (spending, service) = (new SpendingLimit(new Money(1_000), Money.Zero), new BillRecord("service"));
        var (first, second, third) = (spending.Open(), spending.Open(), spending.Open());
        await HomeAsync(spending, service, 100, 100);
        await first.ReserveAsync(service, new Money(100), Cancellation);
        await second.ReserveAsync(service, new Money(100), Cancellation);
        Assert.Equal(new Money(200), spending.Reserved);

        first.Settle(new Money(300), Billing.Measured);

        Assert.Equal(new Money(300), spending.Reserved);
        Assert.Equal(new Money(400), spending.Spent);
        Assert.Equal(new Money(250), service.Widened(new Money(50))); // 200 more, as thoughts come to however small a call is
        Assert.Equal(new Money(600), service.Widened(new Money(200)));
        var more = third.ReserveAsync(service, new Money(101), Cancellation);
        Assert.False(more.IsCompleted); // it may cost 303 now, and 300 are left
        Assert.Equal(new Money(100), new BillRecord("service").Widened(new Money(100)));
    }

    [Fact]
    public async Task A_service_that_bills_a_hundred_times_its_ceiling_from_the_start_is_found_out_by_one_call()
    {
        var (spending, service) = (new SpendingLimit(new Money(3_200), Money.Zero), new BillRecord("service"));
        var accounts = Enumerable.Range(0, 32).Select(_ => spending.Open()).ToArray();
        var calls = accounts.Select(account => account.ReserveAsync(service, new Money(100), Cancellation)).ToArray();
        Assert.Equal(1, calls.Count(call => call.IsCompleted));

        accounts[0].Settle(new Money(10_000), Billing.Measured);
        accounts[0].Finish();
        accounts[0].Dispose();

        Assert.Null(await calls[1]);
        Assert.Equal(new Money(10_000), spending.Spent);
    }

    [Fact]
    public async Task Each_call_that_comes_home_lets_one_more_go_beside_the_others_and_a_refused_one_does_not()
    {
        var (spending, service) = (new SpendingLimit(new Money(1_000), Money.Zero), new BillRecord("service"));
        var accounts = Enumerable.Range(0, 8).Select(_ => spending.Open()).ToArray();
        var calls = accounts.Select(account => account.ReserveAsync(service, new Money(10), Cancellation)).ToArray();

        await SettleAsync(0, Billing.NotBilled);
        Assert.Equal(1, service.InFlight);
        await SettleAsync(1, Billing.Measured);
        Assert.Equal(2, service.InFlight);
        await SettleAsync(2, Billing.PossiblyBilled);
        Assert.Equal(3, service.InFlight);
        await SettleAsync(3, Billing.Measured);
        Assert.Equal(4, service.InFlight);
        Assert.Equal(new Money(5), spending.PossiblyBilled);

        async Task SettleAsync(int call, Billing billing)
        {
            await calls[call];
            accounts[call].Settle(billing == Billing.NotBilled ? Money.Zero : new Money(5), billing);
            accounts[call].Finish();
            accounts[call].Dispose();
        }
    }

    [Fact]
    public async Task Without_a_limit_and_where_nothing_is_charged_all_calls_may_go_at_once()
    {
        foreach (var (limit, ceiling) in new[] { ((Money?)null, new Money(10)), (new Money(10), Money.Zero) })
        {
            var (spending, service) = (new SpendingLimit(limit, Money.Zero), new BillRecord("service"));
            var calls = Enumerable.Range(0, 8).Select(_ => spending.Open().ReserveAsync(service, ceiling, Cancellation)).ToArray();
            Assert.All(calls, call => Assert.True(call.IsCompletedSuccessfully));
            Assert.All(await Task.WhenAll(calls), held => Assert.Equal(ceiling, held));
        }
    }

    [Fact]
    public async Task At_full_concurrency_spending_stays_within_the_limit()
    {
        var spending = new SpendingLimit(new Money(1_000), Money.Zero);
        var random = new Random(7);
        var calls = Enumerable.Range(0, 200)
            .Select(_ => (Account: spending.Open(), Ceiling: 10 + random.Next(40), Share: random.NextDouble()))
            .ToArray();
        await Task.WhenAll(calls.Select(call => Task.Run(async () =>
        {
            if (await ReserveAsync(call.Account, call.Ceiling))
            {
                Assert.True(spending.Spent + spending.Reserved <= new Money(1_000));
                await Task.Yield();
                call.Account.Settle(new Money((long)(call.Ceiling * call.Share)), Billing.Measured);
            }

            call.Account.Dispose();
        })));

        Assert.Equal(Money.Zero, spending.Reserved);
        Assert.InRange(spending.Spent.NanoDollars, 900, 1_000);
    }

    // Each call asks a service of its own: nothing of what bills teach comes in between.
    private static async Task<bool> ReserveAsync(SpendingAccount account, long ceiling) =>
        await account.ReserveAsync(new BillRecord("service"), new Money(ceiling), Cancellation) is not null;

    private static async Task HomeAsync(SpendingLimit spending, BillRecord service, long ceiling, long cost)
    {
        var account = spending.Open();
        await account.ReserveAsync(service, new Money(ceiling), Cancellation);
        account.Settle(new Money(cost), Billing.Measured);
        account.Finish();
        account.Dispose();
    }
}
