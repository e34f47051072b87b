using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Tests.Teaching;

public sealed class PurseTests
{
    [Fact]
    public async Task What_is_reserved_can_not_be_reserved_again()
    {
        var purse = new Purse(new Money(10), new Money(3));
        Assert.True(await purse.ReserveAsync(new Money(6), TestContext.Current.CancellationToken));

        var waiting = purse.ReserveAsync(new Money(3), TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        purse.Settle(new Money(6), new Money(4));

        Assert.True(await waiting);
        Assert.Equal((new Money(7), new Money(3)), (purse.Spent, purse.Reserved));
    }

    [Fact]
    public async Task With_nothing_in_flight_a_call_that_does_not_fit_finds_the_purse_empty() =>
        Assert.False(await new Purse(new Money(10), new Money(3)).ReserveAsync(new Money(8), TestContext.Current.CancellationToken));

    [Fact]
    public async Task At_full_concurrency_spending_stays_within_the_limit()
    {
        var purse = new Purse(new Money(1_000), Money.Zero);
        var random = new Random(7);
        var calls = Enumerable.Range(0, 200).Select(_ => (Ceiling: 10 + random.Next(40), Share: random.NextDouble())).ToArray();
        await Task.WhenAll(calls.Select(call => Task.Run(async () =>
        {
            if (await purse.ReserveAsync(new Money(call.Ceiling), TestContext.Current.CancellationToken))
            {
                Assert.True(purse.Spent + purse.Reserved <= new Money(1_000));
                await Task.Yield();
                purse.Settle(new Money(call.Ceiling), new Money((long)(call.Ceiling * call.Share)));
            }
        })));

        Assert.Equal(Money.Zero, purse.Reserved);
        Assert.InRange(purse.Spent.NanoDollars, 900, 1_000);
    }
}
