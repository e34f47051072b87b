using LeadScout.Jobs.Lists;
using LeadScout.Teaching;
using LeadScout.Tests.Fakes;
using Xunit;

namespace LeadScout.Tests.Jobs.Lists;

public sealed class EmbeddingNeedTests
{
    [Fact]
    public void What_is_sent_away_takes_the_probable_tokens_of_every_text_and_costs_them()
    {
        var need = EmbeddingNeed.Of(Embedder("api.openai.com", new Price(1_000_000, 1_000_000, 0)), ["CFO", "Buyer", "Clerk"], isKeptWithoutTexts: true)!;
        Assert.Equal(("fake:1", 3, "api.openai.com", true, 24L), (need.Model, need.Texts, need.SentTo, need.IsKeptWithoutTexts, need.Tokens));
        Assert.Equal(Money.OfDollars(24), need.Cost);
    }

    [Fact]
    public void What_stays_on_the_machine_takes_no_tokens() =>
        Assert.Equal((0L, Money.Zero), EmbeddingNeed.Of(Embedder(null, Price.Free), ["CFO"], isKeptWithoutTexts: false) is { } need ? (need.Tokens, need.Cost) : default);

    [Fact]
    public void A_price_that_nobody_knows_is_not_free() =>
        Assert.Null(EmbeddingNeed.Of(Embedder("api.openai.com", null), ["CFO"], isKeptWithoutTexts: false)!.Cost);

    [Fact]
    public void No_texts_need_nothing() => Assert.Null(EmbeddingNeed.Of(Embedder("api.openai.com", null), [], isKeptWithoutTexts: false));

    private static FakeEmbedder Embedder(string? sentTo, Price? price) => new(_ => [1]) { SentTo = sentTo, Price = price };
}
