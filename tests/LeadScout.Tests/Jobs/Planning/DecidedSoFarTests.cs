using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Planning;
using LeadScout.Teaching;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Jobs.Planning;

/// <summary>What decisions come to as they are made: a text alone costs 110 here, and shares 100 of it with those of its call, two at most.</summary>
public sealed class DecidedSoFarTests
{
    private static readonly FakeTeacher Teacher = new(_ => "Sales") { Price = new Price(0.001m, 0.001m, 0.001m), EstimatedTokens = _ => 5 };
    private static readonly LeadTexts Texts = Plans.Texts("a", "a", "a", "b", "b", "c", "d", " ");

    [Fact]
    public void Rows_and_money_are_those_of_the_decisions_that_stand()
    {
        var decided = new DecidedSoFar(Priced(Plans.Exact(0)));
        Assert.Equal((4, 3), (decided.Rows, decided.ReusedRows));
        decided.Replace(1, null, Plans.Teacher(1));
        decided.Replace(2, null, Decision.Undecided(UndecidedReason.Failed));
        decided.Replace(3, null, Plans.Student(1));
        Assert.Equal((8, 5), (decided.Rows, decided.ReusedRows));

        var savings = decided.Savings(askedTexts: 2, calls: 1);

        Assert.Equal(6, savings.Rows);
        Assert.Equal(
            [new SavingsStep(6, 6, new Money(660)), new(6, 3, new Money(360)), new(3, 2, new Money(230)), new(2, 1, new Money(120)), new(2, 1, new Money(120))],
            new[] { savings.RowByRow, savings.Batched, savings.EachTextOnce, savings.NotKnownBefore, savings.Asked });
        Assert.False(savings.IsFree);
    }

    [Fact]
    public void A_decision_that_is_replaced_counts_no_more()
    {
        var decided = new DecidedSoFar(Priced(Plans.Teacher(0), Plans.Student(1)));
        decided.Replace(0, Plans.Teacher(0), null);
        decided.Replace(1, Plans.Student(1), Plans.Person(0));
        Assert.Equal((3, 2), (decided.Rows, decided.ReusedRows));
        var savings = decided.Savings(0, 0);
        Assert.Equal((2, 1, 0, 0), (savings.RowByRow.Texts, savings.EachTextOnce.Texts, savings.NotKnownBefore.Texts, savings.Asked.Texts));
        Assert.Equal((new Money(220), Money.Zero), (savings.RowByRow.Cost, savings.NotKnownBefore.Cost));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_was_asked_in_vain_costs_what_any_text_does(bool isAnswered)
    {
        var decided = new DecidedSoFar(isAnswered ? Priced(Plans.Teacher(0)) : Priced());
        Assert.Equal(new SavingsStep(3, 3, new Money(330)), decided.Savings(3, 3).Asked);
    }

    [Fact]
    public void A_list_without_texts_costs_nothing()
    {
        var texts = new LeadTexts(TextKeys.Plain);
        var prices = PromptPrices.Of([], texts, Samples.Question, Teacher, null, 2);
        Assert.Equal(Money.Zero, new DecidedSoFar(Plans.Of(texts) with { Prices = prices }).Savings(0, 0).Asked.Cost);
    }

    [Fact]
    public void Without_prices_nothing_is_said_of_savings()
    {
        var decided = new DecidedSoFar(Plans.Of(Texts, Plans.Teacher(0)));
        Assert.Same(Savings.None, decided.Savings(1, 1));
        Assert.Equal((4, 2), (decided.Rows, decided.ReusedRows));
    }

    private static Intake Priced(params Decision?[] known) => Plans.Of(Texts, known) with
    {
        Prices = PromptPrices.Of(RowByRow.CostOf(Texts, Samples.Question, Teacher), Texts, Samples.Question, Teacher, null, 2),
    };
}
