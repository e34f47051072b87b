using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Tests.Teaching;

public sealed class PurseTests
{
    private readonly Purse _purse = new(new Money(10), new Money(3));

    [Fact]
    public async Task What_is_reserved_can_not_be_reserved_again()
    {
        var (first, second) = (_purse.Open(), _purse.Open());
        Assert.True(await ReserveAsync(first, 6));
        Assert.Equal((new Money(3), new Money(6), new Money(1)), (_purse.Spent, _purse.Reserved, _purse.Left));

        var waiting = ReserveAsync(second, 3);
        first.Settle(new Money(4));
        Assert.False(waiting.IsCompleted);
        first.Close();

        Assert.True(await waiting);
        Assert.Equal((new Money(7), new Money(3), Money.Zero), (_purse.Spent, _purse.Reserved, _purse.Left));
    }

    [Fact]
    public async Task With_nothing_in_flight_a_call_that_does_not_fit_finds_the_purse_empty() => Assert.False(await ReserveAsync(_purse.Open(), 8));

    [Fact]
    public async Task Who_came_first_is_served_first_even_if_a_later_wish_would_fit()
    {
        var (first, large, small) = (_purse.Open(), _purse.Open(), _purse.Open());
        await ReserveAsync(first, 4);
        var (second, third) = (ReserveAsync(large, 4), ReserveAsync(small, 1));

        Assert.False(second.IsCompleted || third.IsCompleted);
        first.Settle(new Money(3));
        first.Close();

        Assert.True(await second);
        Assert.False(third.IsCompleted);
    }

    [Fact]
    public async Task A_retry_has_what_its_first_call_left_over_at_once()
    {
        var account = _purse.Open();
        await ReserveAsync(_purse.Open(), 1);
        await ReserveAsync(account, 5);
        account.Settle(new Money(2));

        Assert.True(ReserveAsync(account, 3).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task What_a_retry_needs_beyond_that_it_gets_when_it_is_the_oldest()
    {
        var (older, account) = (_purse.Open(), _purse.Open());
        await ReserveAsync(older, 2);
        await ReserveAsync(account, 2);
        account.Settle(new Money(2));

        var more = ReserveAsync(account, 2);
        Assert.False(more.IsCompleted);
        older.Settle(new Money(2));
        Assert.False(more.IsCompleted);
        older.Close();

        Assert.True(await more);
    }

    [Fact]
    public async Task A_retry_that_does_not_fit_is_refused_only_when_all_others_are_at_rest()
    {
        var (oldest, other) = (_purse.Open(), _purse.Open());
        await ReserveAsync(oldest, 3);
        await ReserveAsync(other, 4);
        oldest.Settle(new Money(3));
        var more = ReserveAsync(oldest, 3);

        Assert.False(more.IsCompleted);
        other.Settle(new Money(2));
        Assert.False(more.IsCompleted); // it may still spend the rest of its allowance
        other.Finish();

        Assert.False(await more);
        Assert.Equal(new Money(8), _purse.Spent);
    }

    [Fact]
    public async Task Who_stops_waiting_is_out_of_the_way()
    {
        var (first, impatient, patient) = (_purse.Open(), _purse.Open(), _purse.Open());
        await ReserveAsync(first, 6);
        using var stop = new CancellationTokenSource();
        var withdrawn = impatient.ReserveAsync(new Money(7), stop.Token);
        var waiting = ReserveAsync(patient, 1);
        Assert.False(waiting.IsCompleted);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => withdrawn);
        Assert.True(await waiting);
    }

    [Fact]
    public async Task A_bill_higher_than_its_ceiling_widens_the_ceilings_of_those_who_come_later()
    {
        var first = _purse.Open();
        await ReserveAsync(first, 2);
        first.Settle(new Money(3));
        Assert.Equal(new Money(3), first.Widened(new Money(2)));
        first.Close();

        Assert.Equal(new Money(3), _purse.Open().Widened(new Money(2)));
        Assert.Equal(new Money(4), _purse.Left);
    }

    [Fact]
    public async Task At_full_concurrency_spending_stays_within_the_limit()
    {
        var purse = new Purse(new Money(1_000), Money.Zero);
        var random = new Random(7);
        var calls = Enumerable.Range(0, 200).Select(_ => (Account: purse.Open(), Ceiling: 10 + random.Next(40), Share: random.NextDouble())).ToArray();
        await Task.WhenAll(calls.Select(call => Task.Run(async () =>
        {
            if (await ReserveAsync(call.Account, call.Ceiling))
            {
                Assert.True(purse.Spent + purse.Reserved <= new Money(1_000));
                await Task.Yield();
                call.Account.Settle(new Money((long)(call.Ceiling * call.Share)));
            }

            call.Account.Close();
        })));

        Assert.Equal(Money.Zero, purse.Reserved);
        Assert.InRange(purse.Spent.NanoDollars, 900, 1_000);
    }

    private static Task<bool> ReserveAsync(PurseAccount account, long ceiling) => account.ReserveAsync(new Money(ceiling), TestContext.Current.CancellationToken);
}
