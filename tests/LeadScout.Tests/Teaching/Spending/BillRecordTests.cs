using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Spending;
using Xunit;
using static LeadScout.Tests.Teaching.Calls.LedgerLines;

namespace LeadScout.Tests.Teaching.Spending;

public sealed class BillRecordTests
{
    private readonly BillRecord _record = new("service");

    [Fact]
    public void The_bills_of_calls_that_ended_are_learnt_and_of_those_only_what_was_billed()
    {
        _record.Learn(
        [
            Answered(50, default), Answered(100, default), Line(CallState.Failed, Billing.PossiblyBilled, 100),
            Line(CallState.Failed, Billing.NotBilled, 0), Line(CallState.Open, Billing.PossiblyBilled, null), Line(CallState.Lost, Billing.PossiblyBilled, 300),
        ]);

        Assert.Equal((3, 0, null), (_record.Bills, _record.InFlight, _record.Worst));
        Assert.Equal(new Money(7), _record.Widened(new Money(7)));
    }

    [Fact]
    public void The_worst_bill_is_the_one_that_passed_its_ceiling_by_the_most()
    {
        _record.Learn([Answered(150, default), Answered(400, default), Answered(200, default)]);

        Assert.Equal((new Money(100), new Money(400)), _record.Worst);
        Assert.Equal([new Money(310), new Money(400), new Money(800)], new[] { 10L, 100, 200 }.Select(ceiling => _record.Widened(new Money(ceiling))));
    }

    [Fact]
    public void A_bill_that_had_no_ceiling_passed_none()
    {
        var line = Answered(50, default);

        _record.Learn([line with { Intent = line.Intent with { Ceiling = null } }]);

        Assert.Equal((1, null, new Money(7)), (_record.Bills, _record.Worst, _record.Widened(new Money(7))));
    }

    [Fact]
    public void As_many_may_be_out_as_came_home_and_one_more()
    {
        Assert.True(_record.AllowsAnother);
        _record.Enter();
        Assert.False(_record.AllowsAnother);
        _record.Leave(new Money(5), Money.Zero, Billing.NotBilled);
        Assert.Equal((0, 0), (_record.InFlight, _record.Bills));
        _record.Enter();
        _record.Leave(new Money(5), new Money(5), Billing.Measured);
        _record.Enter();
        Assert.True(_record.AllowsAnother);
        _record.Enter();
        Assert.False(_record.AllowsAnother);
    }
}
