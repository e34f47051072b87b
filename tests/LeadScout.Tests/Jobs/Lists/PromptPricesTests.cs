using LeadScout.Jobs.Lists;
using LeadScout.Teaching;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Jobs.Lists;

/// <summary>What is saved is what the shared prompt would have cost again: with the fake's prices 100 a call, beside its texts.</summary>
public sealed class PromptPricesTests
{
    private static readonly FakeTeacher Teacher = new(_ => "Sales") { Price = new Price(0.001m, 0.001m, 0.001m), EstimatedTokens = _ => 5 };
    private static readonly FakeTeacher Free = new(_ => "Sales") { Price = Price.Free };
    private static readonly FakeTeacher Unpriced = new(_ => "Sales") { Price = null };

    [Fact]
    public void Texts_that_share_a_call_share_its_instructions()
    {
        var prices = Of(Teacher, null);
        Assert.Equal((110, 110), (prices.Alone(0), prices.Alone(1)));
        Assert.Equal(new Money(330), prices.Step(3, 330, 3).Cost);
        Assert.Equal(new Money(130), prices.Step(3, 330, 1).Cost);
        Assert.Equal((2, new Money(230)), (prices.Step(3, 330).Calls, prices.Step(3, 330).Cost));
        Assert.Equal((2, 2), (prices.Step(4, 440).Calls, prices.TextsPerCall));
        Assert.Equal(Money.Zero, prices.Step(3, 100, 1).Cost);
    }

    [Fact]
    public void Without_a_price_only_calls_are_counted()
    {
        var prices = Of(Unpriced, null);
        Assert.Equal((0, null, 2L), (prices.Alone(0), prices.Step(3, 0).Cost, prices.Step(3, 0).Calls));
        Assert.False(prices.IsFree);
    }

    [Fact]
    public void Free_is_what_nobody_charges_for() => Assert.Equal(
        [true, true, false, false, false], new[] { Of(Free, null), Of(Free, Free), Of(Free, Teacher), Of(Free, Unpriced), Of(Teacher, Free) }.Select(prices => prices.IsFree));

    [Fact]
    public void No_texts_cost_nothing() =>
        Assert.Equal(Money.Zero, PromptPrices.Of([], new LeadTexts(TextKeys.Plain), Samples.Question, Teacher, null, 2).Step(0, 0).Cost);

    private static PromptPrices Of(FakeTeacher teacher, FakeTeacher? second)
    {
        var texts = new LeadTexts(TextKeys.Plain);
        Array.ForEach(["CFO", "Buyer", "CFO"], text => texts.Add(text));
        var rowByRow = teacher.Price is null ? null : new[] { new Money(220), new Money(110) };
        return PromptPrices.Of(rowByRow, texts, Samples.Question, teacher, second?.Profile, 2);
    }
}
