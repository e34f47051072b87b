using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Spending;
using LeadScout.Tests.Fakes;
using Xunit;
using static LeadScout.Tests.Teaching.Asking.AskBench;

namespace LeadScout.Tests.Teaching.Asking;

/// <summary>Requests whose accounts stay open: what the service lets them keep from each other, and what not.</summary>
public sealed class AskAccountTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_waits_for_what_another_asks_lets_it_have_the_money()
    {
        var hold = new TaskCompletionSource();
        var bench = new AskBench();
        var teacher = new FakeTeacher(_ => "Sales")
        {
            Delay = n => n == 1 ? hold.Task : Task.CompletedTask,
            Mishap = (n, ask) => n == 1 ? FakeTeacher.Broken(ask, TeacherFaultKind.Unreadable) with { Usage = new Usage(50, 0, 0) } : null,
        };
        var service = bench.ServiceOf(teacher, new AskServiceOptions { InFlight = new InFlightTexts(bench.Store) }, new SpendingLimit(Money.OfDollars(1), Money.Zero));
        using var older = service.OpenAccount();
        using var younger = service.OpenAccount();
        var asking = service.AskAsync(Request("a"), younger, Cancellation);
        var waiting = service.AskAsync(Request("a") with { Job = null }, older, Cancellation);
        Assert.True(older.IsWaiting);

        hold.SetResult();

        Assert.Equal((2, 0), ((await asking).Calls, (await waiting).Calls)); // the second call is more than the first held back
        Assert.True((await waiting).Of(AskAbout("a")).IsAnswered);
        Assert.False(older.IsWaiting);
    }

    [Fact]
    public async Task Whoever_may_spend_more_and_makes_no_call_any_more_holds_nobody_up()
    {
        var (bench, price) = (new AskBench(), new Price(1, 1, 1));
        var spending = new SpendingLimit(new Money(230_000), Money.Zero);
        var service = bench.ServiceOf(new FakeTeacher(_ => "Sales") { Price = price }, spending: spending);
        using var older = service.OpenAccount();
        using var younger = service.OpenAccount();
        await older.ReserveAsync(new BillRecord("another"), new Money(100_000), Cancellation);
        older.Settle(new Money(100_000), Billing.Measured);
        await service.AskAsync(Request("a"), younger, Cancellation); // 120,000 at most, 110,000 in the end

        Assert.True(older.ReserveAsync(new BillRecord("another"), new Money(20_000), Cancellation).IsCompletedSuccessfully);
        Assert.Equal(new Money(20_000), spending.Reserved);
    }
}
