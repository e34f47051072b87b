using LeadScout.Llm.Embeddings;
using Microsoft.Extensions.AI;
using Xunit;

namespace LeadScout.Llm.Tests.Embeddings;

public sealed class GeneratorEmbedderTests
{
    [Fact]
    public async Task A_generators_vectors_come_in_the_order_of_the_texts()
    {
        using var embedder = new GeneratorEmbedder(new Generator(text => [text.Length, 1]), "mine:1", 2);
        Assert.Equal(
            [[2f, 1f], [0f, 1f], [3f, 1f]], await embedder.EmbedAsync(["ab", "", "abc"], TestContext.Current.CancellationToken));
        Assert.Equal(("mine:1", 2, 256), (embedder.Model, embedder.Dimensions, embedder.MostTexts));
    }

    [Fact]
    public async Task A_vector_of_another_length_is_an_error_and_no_vector()
    {
        using var embedder = new GeneratorEmbedder(new Generator(text => new float[text.Length]), "mine:1", 2);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => embedder.EmbedAsync(["ab", "abc"], TestContext.Current.CancellationToken));
        Assert.Contains("3 dimensions, not of 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vector_too_few_is_an_error()
    {
        using var embedder = new GeneratorEmbedder(new Generator(_ => [1, 1]) { LeavesOut = 1 }, "mine:1", 2);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => embedder.EmbedAsync(["ab", "abc"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        var generator = new Generator(_ => []);
        Assert.Throws<ArgumentException>(() => new GeneratorEmbedder(generator, " ", 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GeneratorEmbedder(generator, "mine", 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GeneratorEmbedder(generator, "mine", 1, 0));
    }

    private sealed class Generator(Func<string, float[]> vectorOf) : IEmbeddingGenerator<string, Embedding<float>>
    {
        public int LeavesOut { get; init; }

        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(
                values.Skip(LeavesOut).Select(text => new Embedding<float>(vectorOf(text)))));

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
