using LeadScout.Answers;
using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Spending;
using LeadScout.Tests.Fakes;
using Xunit;
using static LeadScout.Tests.Teaching.Calls.LedgerLines;

namespace LeadScout.Tests.Teaching.Spending;

/// <summary>What is said about money: how it stands, and why a limit can't be kept or stops the work.</summary>
public sealed class SpendingStatementTests
{
    private static readonly JobId Job = new("000000000007");
    private static readonly Usage Tokens = new(10, 4, 6);
    private static readonly LedgerLine Open = Line(CallState.Open, Billing.PossiblyBilled, null, default, "o");
    private static readonly LedgerLine Lost = Line(CallState.Lost, Billing.PossiblyBilled, 40, default, "l");

    [Fact]
    public void It_says_what_is_out_what_is_measured_and_what_is_left()
    {
        LedgerLine[] ledger =
        [
            Open, Open with { Intent = Open.Intent with { Ceiling = null } }, Lost, Answered(50, Tokens, "a", "b"), Line(CallState.Failed, Billing.NotBilled, 0, default, "c"),
            Line(CallState.Failed, Billing.PossiblyBilled, 6, default, "d"), Lost with { IsReleased = true }, Answered(2, Tokens, "e").In(BatchId.OfEmbedding(0)),
        ];
        Assert.Equal(
            new SpendingStatement(new Money(1000), new Money(100), new Money(52), new Money(46), new Money(1000 - 100 - 52 - 46))
            {
                UnpricedCalls = 1,
                PossiblyBilledCalls = 2,
                LostCalls = 2,
                FailedCalls = 2,
                UncountedCalls = 1,
                NotBilledCalls = 1,
                Embeddings = new EmbeddingBill(First, 1, 1, 0, 10, new Money(2)),
                Released = new Money(40),
                Calls = 6,
                AskedTexts = 5,
                Usage = new Usage(20, 8, 12),
            },
            SpendingStatement.Of(new Money(1000), [.. ledger]));
        Assert.Equal(Money.Zero, SpendingStatement.Of(new Money(3), [.. ledger]).Left);
        Assert.Null(SpendingStatement.Of(null, [.. ledger]).Left);
    }

    [Fact]
    public void A_limit_needs_a_price()
    {
        var (unknown, limit) = (new FakeTeacher(_ => null) { Price = null }.Profile, new Money(2_000_000_000));
        CostLimit.Check(null, unknown);
        CostLimit.Check(limit, new FakeTeacher(_ => null).Profile);
        CostLimit.CheckSecond(limit, null);
        CostLimit.CheckSecond(limit, new FakeTeacher(_ => null).Profile);
        CostLimit.CheckEmbedding(null, "embedder");

        Refused("price-unknown", () => CostLimit.Check(limit, unknown), "What fake:teacher charges is unknown, so a limit of $2.00 can't be kept.", "tokens are counted all the same.");
        var (first, second) = (Refused("price-unknown", () => CostLimit.Check(limit, unknown)), Refused("price-unknown", () => CostLimit.CheckSecond(limit, unknown)));
        Assert.NotEqual(first, second); // each names its own settings
        Refused("price-unknown", () => CostLimit.CheckEmbedding(limit, "embedder"), "What embedder charges for embedding is unknown, so a limit of $2.00", "are counted all the same.");
    }

    [Fact]
    public void A_limit_needs_to_know_what_was_spent_before()
    {
        var (limit, job) = (new Money(2_000_000_000), Job);
        CostLimit.CheckEarlier(null, job, [Answered(null, Tokens)]);
        CostLimit.CheckEarlier(limit, job, [Answered(1, Tokens), Open, Lost]);

        Refused(
            "earlier-cost-unknown", () => CostLimit.CheckEarlier(limit, job, [Answered(1, Tokens), Answered(null, Tokens)]),
            "What 1 earlier call of this job cost is unknown, for what first charges is, so a limit of $2.00", "or leave ");
        Refused(
            "earlier-cost-unknown", () => CostLimit.CheckEarlier(limit, job, [Answered(null, Tokens), Lost with { Cost = null }, Answered(null, Tokens).By(Second)]),
            "What 3 earlier calls of this job cost", "for what first, second charges is");
        Refused(
            "earlier-cost-unknown", () => CostLimit.CheckEarlier(limit, job, [Lost with { Cost = null }]),
            "1 earlier call of this job to first went out without a known price and may have been billed", "Or leave ");
    }

    [Fact]
    public void Who_is_out_of_money_is_told_what_it_went_for()
    {
        var (spending, record) = (new SpendingLimit(new Money(5_000_000_000), [Answered(1_000_000_000, Tokens)]), new BillRecord("service"));
        var stop = OutOfMoney.Of(new SpendingRefusal(spending, new SpendingRequest(record, new Money(4_500_000_000))), Job);
        Assert.Equal(
            (AskStopKind.OutOfMoney, "The spending limit of $5.00 stops it: $1.00 measured, and the next call could cost up to $4.50."), (stop.Kind, stop.Message.ToString()));
    }

    [Fact]
    public void And_what_may_be_released_and_who_billed_too_much()
    {
        var (spending, record) = (new SpendingLimit(new Money(5_000_000_000), [Lost with { Cost = new Money(2_000_000_000) }]), new BillRecord("service"));
        record.Learn([Answered(3_000_000_000, Tokens)]);
        var refusal = new SpendingRefusal(spending, new SpendingRequest(record, new Money(100)));
        var message = OutOfMoney.Of(refusal, Job).Message.ToString();

        Assert.StartsWith(
            "The spending limit of $5.00 stops it: $0.00 measured and $2.00 possibly billed (calls of unknown fate, counted at the most they can cost), and the next call could cost up to $3.00."
            + " The service billed more than announced: $3.00 for a call that should have come to $0.00 at most. Check its bill and the price given.",
            message,
            StringComparison.Ordinal);
        Assert.Contains("If the provider's bill shows that they were not charged", message, StringComparison.Ordinal);
        Assert.DoesNotContain("were not charged", OutOfMoney.Of(refusal, null).Message.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("were not charged", OutOfMoney.Of(refusal with { IsShared = true }, Job).Message.ToString(), StringComparison.Ordinal); // they may be another job's
    }

    private static string Refused(string reason, Action check, params string[] words)
    {
        var refused = Assert.Throws<BadInputException>(check);
        Assert.Equal(reason, refused.Code);
        Assert.All(words, part => Assert.Contains(part, refused.Message, StringComparison.Ordinal));
        return refused.Message;
    }
}
