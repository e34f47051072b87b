using LeadScout.Teaching;
using LeadScout.Teaching.Spending;
using LeadScout.Tests.Fakes;
using Xunit;

namespace LeadScout.Tests.Teaching.Spending;

public sealed class LimitedTeacherTests
{
    private static readonly Ask OneText = new(Samples.Question, ["a"]);

    // A call is announced at 110 tokens in and 10 out, and bills 105 and 5.
    private static readonly Price Price = new(1_000, 1_000, 1_000);

    [Theory]
    [InlineData(true, 110_000_000)]
    [InlineData(false, 120_000_000)]
    public async Task It_counts_what_is_billed_and_else_what_was_announced(bool usageKnown, long charged)
    {
        var spending = new SpendingLimit(new Money(1_000_000_000), Money.Zero);
        var asked = new FakeTeacher(_ => null) { Price = Price, Mishap = (_, ask) => new FakeTeacher(_ => "Sales").Answer(ask) with { UsageKnown = usageKnown } };
        var reply = await new LimitedTeacher(asked, spending).AskAsync(OneText, TestContext.Current.CancellationToken);

        Assert.Equal((0, new Money(1_000_000_000 - charged), Money.Zero), (reply.Items[0].Label, spending.Left, spending.Reserved));
        Assert.Equal(usageKnown ? Money.Zero : new Money(charged), spending.PossiblyBilled);
    }

    [Fact]
    public async Task More_than_was_announced_counts_though_nobody_said_that_it_was_all()
    {
        var spending = new SpendingLimit(new Money(1_000_000_000), Money.Zero);
        var asked = new FakeTeacher(_ => null) { Price = Price, Mishap = (_, ask) => new FakeTeacher(_ => "Sales").Answer(ask) with { UsageKnown = false, Usage = new(200, 0, 10) } };
        await new LimitedTeacher(asked, spending).AskAsync(OneText, TestContext.Current.CancellationToken);
        Assert.Equal(new Money(210_000_000), spending.PossiblyBilled);
    }

    [Fact]
    public async Task A_call_that_broke_counts_for_what_was_announced()
    {
        var spending = new SpendingLimit(new Money(1_000_000_000), Money.Zero);
        var teacher = new FakeTeacher(_ => null) { Price = Price, Delay = _ => Task.FromException(new InvalidOperationException("broken")) };
        await Assert.ThrowsAsync<InvalidOperationException>(() => new LimitedTeacher(teacher, spending).AskAsync(OneText, TestContext.Current.CancellationToken));
        Assert.Equal((new Money(120_000_000), Money.Zero), (spending.PossiblyBilled, spending.Reserved));
    }

    [Fact]
    public async Task A_call_that_the_limit_does_not_bear_is_not_made()
    {
        var teacher = new FakeTeacher(_ => "Sales") { Price = Price };
        var limited = new LimitedTeacher(teacher, new SpendingLimit(new Money(119_999_999), Money.Zero));
        var reply = await limited.AskAsync(new(Samples.Question, ["a"]), TestContext.Current.CancellationToken);

        Assert.Empty(teacher.Asks);
        Assert.Equal("it was not asked", Assert.Single(reply.Items).Failure);
        Assert.Equal(TeacherFaultKind.OutOfMoney, reply.Fault?.Kind);
        Assert.Contains("could cost up to $0.12", reply.Fault!.Message, StringComparison.Ordinal);
        Assert.Equal(teacher.Name, limited.Profile.Name);
    }

    [Fact]
    public async Task An_unknown_price_counts_for_nothing()
    {
        var spending = new SpendingLimit(null, Money.Zero);
        await new LimitedTeacher(new FakeTeacher(_ => "Sales") { Price = null }, spending).AskAsync(OneText, TestContext.Current.CancellationToken);
        Assert.Equal((Money.Zero, null), (spending.Spent, spending.Left));
    }
}
