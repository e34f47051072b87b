using System.Collections.Immutable;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using Xunit;
using static LeadScout.Tests.Teaching.Calls.LedgerLines;

namespace LeadScout.Tests.Teaching.Calls;

public sealed class BillTests
{
    private static readonly Usage Tokens = new(10, 4, 6) { CacheWrittenTokens = 2 };

    private static readonly ImmutableArray<LedgerLine> Ledger =
    [
        Answered(50, Tokens, "a", "b"),
        Answered(30, Tokens, "b", "c"), // the same batch again: b counts once
        Answered(7, Tokens, "b").In(BatchId.OfPlan(1)),
        Answered(5, Tokens, "a").In(BatchId.OfSelfCheck(0)),
        Answered(2, Tokens, "x", "y", "y").In(BatchId.OfEmbedding(0)).By(Second),
        Line(CallState.Failed, Billing.NotBilled, 0, default, "d"),
        Line(CallState.Failed, Billing.PossiblyBilled, 100, Tokens, "e") with { Fault = CanaryFault.Message },
        Line(CallState.Lost, Billing.PossiblyBilled, 100, default, "f"),
        Line(CallState.Open, Billing.PossiblyBilled, null, default, "g"),
        Line(CallState.Lost, Billing.PossiblyBilled, 1000, default, "h") with { IsReleased = true },
    ];

    [Fact]
    public void A_ledger_adds_up() => Assert.Equal(
        new Bill
        {
            AskedTexts = 10, // a b c, b, a, d to h
            AnsweredTexts = 4,
            AnsweredCalls = 3,
            Calls = 10,
            TeacherCalls = 9,
            LostCalls = 2,
            FailedCalls = 2,
            UncountedCalls = 1,
            ThrownAwayCalls = 1,
            NotBilledCalls = 1,
            PossiblyBilledCalls = 3,
            Usage = new Usage(50, 20, 30) { CacheWrittenTokens = 10 },
            Measured = new Money(94),
            PossiblyBilled = new Money(300),
            Released = new Money(1000),
        },
        Bill.Of(Ledger));

    [Fact]
    public void What_counts_against_a_limit_is_what_is_measured_and_what_may_be() => Assert.Equal(new Money(394), Bill.Of(Ledger).Charged);

    [Fact]
    public void Nothing_adds_up_beside_an_unknown_price()
    {
        var measured = Bill.Of([.. Ledger, Answered(null, Tokens, "z")]);
        Assert.Equal((null, new Money(300), null), (measured.Measured, measured.PossiblyBilled, measured.Charged));
        var possibly = Bill.Of([.. Ledger, Line(CallState.Lost, Billing.PossiblyBilled, null)]);
        Assert.Equal((new Money(94), null, null), (possibly.Measured, possibly.PossiblyBilled, possibly.Charged));
        Assert.Equal(Money.Zero, Bill.Of([Line(CallState.Lost, Billing.PossiblyBilled, null) with { IsReleased = true }]).Released);
    }

    [Fact]
    public void Nothing_comes_to_nothing() => Assert.Equal((0, 0, Money.Zero, Money.Zero), (Bill.Of([]).Calls, Bill.Of([]).AskedTexts, Bill.Of([]).Charged, Bill.Of([]).Released));

    [Fact]
    public void Questions_share_the_calls_that_asked_them_and_their_parts_add_up()
    {
        ImmutableArray<LedgerLine> ledger =
        [
            Answered(51, new Usage(11, 5, 7) { CacheWrittenTokens = 3 }, "a").Asking(Question, OtherQuestion),
            Answered(8, Tokens, "b").Asking(OtherQuestion),
            Line(CallState.Open, Billing.PossiblyBilled, null, default, "c").Asking(OtherQuestion, Question) with { Id = 2 },
            Answered(1, Tokens, "v").In(BatchId.OfEmbedding(0)).Asking(),
        ];
        ledger = ledger.SetItem(2, ledger[2] with { Intent = ledger[2].Intent with { Ceiling = new Money(101) } });
        var (one, other) = (Bill.OfQuestion(ledger, Question), Bill.OfQuestion(ledger, OtherQuestion));

        Assert.Equal((2, new Money(26), new Money(50)), (one.Calls, one.Measured, one.PossiblyBilled));
        Assert.Equal(new Usage(6, 3, 4) { CacheWrittenTokens = 2 }, one.Usage);
        Assert.Equal((3, new Money(25 + 8), new Money(51)), (other.Calls, other.Measured, other.PossiblyBilled));
        Assert.Equal(new Usage(5 + 10, 2 + 4, 3 + 6) { CacheWrittenTokens = 1 + 2 }, other.Usage);
        Assert.Null(Bill.OfQuestion([Answered(null, Tokens, "a")], Question).Measured);
    }

    [Fact]
    public void Embedding_has_a_bill_of_its_own_where_there_was_any()
    {
        Assert.Null(Bill.OfEmbedding([.. Ledger.Where(line => line.Intent.Batch.Kind != BatchKind.Embedding)]));
        var failed = Line(CallState.Failed, Billing.PossiblyBilled, 9, Tokens, "z").In(BatchId.OfEmbedding(1)).By("third");
        Assert.Equal(new EmbeddingBill("third", 2, 2, 1, 10, new Money(2)) { PossiblyBilled = new Money(9) }, Bill.OfEmbedding([.. Ledger, failed]));
    }

    [Fact]
    public void Each_teacher_has_a_part_in_the_order_named() => Assert.Equal(
        [
            new TeacherBill(Second, 0, 1, 0, Tokens, new Money(2)),
            new TeacherBill(First, 10, 9, 2, new Usage(40, 16, 24) { CacheWrittenTokens = 8 }, new Money(92)) { PossiblyBilled = new Money(300) },
            new TeacherBill("nobody", 0, 0, 0, default, Money.Zero),
        ],
        Bill.OfEach(Ledger, Second, First, "nobody"));

    [Fact]
    public void A_line_that_was_measured_at_an_unknown_price_is_priced_later()
    {
        var price = new Price(1_000, 500, 2_000) { CacheWrite = 1_000 };
        Assert.Equal(price.Of(Tokens), Answered(null, Tokens).PricedBy(price).Cost);
        Assert.Null(Answered(null, Tokens).PricedBy(null).Cost);
        Assert.Equal(new Money(3), Answered(3, Tokens).PricedBy(price).Cost);
        Assert.Null(Line(CallState.Open, Billing.Measured, null, Tokens).PricedBy(price).Cost);
        Assert.Null(Line(CallState.Lost, Billing.PossiblyBilled, null, Tokens).PricedBy(price).Cost);
    }

    [Fact]
    public void A_line_counts_for_its_ceiling_while_it_is_out_and_for_nothing_once_released()
    {
        var open = Line(CallState.Open, Billing.PossiblyBilled, null, Tokens);
        Assert.Equal([new Money(100), Money.Zero, new Money(4), null], new[] { open, open with { IsReleased = true }, Answered(4, Tokens), Answered(null, Tokens) }.Select(line => line.Charged));
        Assert.Equal([default, Tokens], new[] { open, Answered(4, Tokens) }.Select(line => line.MeasuredUsage));
    }
}
