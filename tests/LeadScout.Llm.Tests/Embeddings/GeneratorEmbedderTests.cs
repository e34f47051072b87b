using LeadScout.Hints;
using LeadScout.Llm.Embeddings;
using LeadScout.Teaching;
using Microsoft.Extensions.AI;
using Xunit;

namespace LeadScout.Llm.Tests.Embeddings;

public sealed class GeneratorEmbedderTests
{
    [Fact]
    public async Task A_generators_vectors_come_in_the_order_of_the_texts_at_unit_length()
    {
        using var embedder = new GeneratorEmbedder(new Generator(text => [3 * text.Length, 4 * text.Length]), "mine:1", 2);
        var reply = await embedder.EmbedAsync(["ab", "abc"], TestContext.Current.CancellationToken);
        Assert.Equal([[0.6f, 0.8f], [0.6f, 0.8f]], reply.Vectors);
        Assert.Equal(("mine:1", 2, 256, null), (embedder.Model, embedder.Dimensions, embedder.MostTexts, reply.Fault));
    }

    [Fact]
    public async Task What_nobody_counted_may_have_been_billed_at_its_most()
    {
        var silent = new GeneratorEmbedder(new Generator(_ => [1]), "mine:1", price: 1);
        var told = new GeneratorEmbedder(new Generator(_ => [1]) { Tokens = 7 }, "mine:1", price: 1);
        var (guessed, counted) = (await EmbedAsync(silent, "some text"), await EmbedAsync(told, "some text"));
        Assert.Equal((Billing.PossiblyBilled, silent.MostTokens("some text")), (guessed.Billing, guessed.Usage.InputTokens));
        Assert.Equal((Billing.Measured, 7L), (counted.Billing, counted.Usage.InputTokens));
    }

    [Fact]
    public async Task What_the_generator_throws_is_a_fault_that_quotes_no_text()
    {
        var embedder = new GeneratorEmbedder(
            new Generator(text => throw new InvalidOperationException($"cannot embed {text}")), "mine:1", price: 1);
        var reply = await EmbedAsync(embedder, "Quarzsand");
        Assert.NotNull(reply.Fault);
        Assert.DoesNotContain("Quarzsand", reply.Fault.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(reply.Fault.Cause);
        Assert.Empty(reply.Vectors);
    }

    [Theory]
    [InlineData("a", 20_000, 8_000)]
    [InlineData("ä", 5_000, 4_000)]
    [InlineData("語", 5_000, 2_666)]
    [InlineData("😀", 5_000, 4_000)]
    [InlineData("語", 2_666, 2_666)]
    public async Task A_text_is_sent_as_far_as_any_model_reads_and_never_cut_inside_a_character(string character, int times, int sent)
    {
        var generator = new Generator(_ => [1]);
        await EmbedAsync(new GeneratorEmbedder(generator, "mine:1"), string.Concat(Enumerable.Repeat(character, times)));
        Assert.Equal(sent, Assert.Single(generator.Given).Length);
        Assert.False(char.IsHighSurrogate(generator.Given[0][^1]));
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        var generator = new Generator(_ => []);
        Assert.Throws<ArgumentException>(() => new GeneratorEmbedder(generator, " ", 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GeneratorEmbedder(generator, "mine", 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GeneratorEmbedder(generator, "mine", 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GeneratorEmbedder(generator, "mine", price: -1));
        Assert.Null(new GeneratorEmbedder(generator, "mine").Price);
    }

    private static Task<EmbeddingReply> EmbedAsync(GeneratorEmbedder embedder, string text) =>
        embedder.EmbedAsync([text], TestContext.Current.CancellationToken);

    private sealed class Generator(Func<string, float[]> vectorOf) : IEmbeddingGenerator<string, Embedding<float>>
    {
        public long? Tokens { get; init; }

        public List<string> Given { get; } = [];

        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            Given.AddRange(values);
            return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(Given.Select(text => new Embedding<float>(vectorOf(text))))
            {
                Usage = Tokens is { } tokens ? new UsageDetails { InputTokenCount = tokens } : null,
            });
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
