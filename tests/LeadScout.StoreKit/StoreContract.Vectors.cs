using LeadScout.Answers;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.StoreKit;

public abstract partial class StoreContract
{
    private static readonly DateTimeOffset Noon = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Vectors_come_back_to_the_bit_in_the_order_asked_for_and_apart_by_model()
    {
        await using var store = await OpenAsync();
        await KeepAsync(store, "one", Noon, ("a", [1, -0.333f, float.NaN]), ("b", [65504, 6e-8f, float.NegativeInfinity]));
        await KeepAsync(store, "two", Noon, ("a", [5]));
        await store.ReopenAsync();

        var found = await store.Store.VectorsAsync("one", [TextKey.Of("b"), TextKey.Of("never"), TextKey.Of("a"), TextKey.Of("b")]);

        Assert.Equal(
            ["7BFF,0001,FC00", "", "3C00,B554,FE00", "7BFF,0001,FC00"],
            found.Select(vector => string.Join(',', vector.ToArray().Select(value => BitConverter.HalfToUInt16Bits(value).ToString("X4", null)))));
        Assert.Equal((Half)5, Assert.Single((await store.Store.VectorsAsync("two", [TextKey.Of("a")]))[0].ToArray()));
        Assert.True((await store.Store.VectorsAsync("three", [TextKey.Of("a")]))[0].IsEmpty);
    }

    [Fact]
    public async Task A_call_s_vectors_are_kept_with_its_end_or_not_at_all()
    {
        await using var store = await OpenAsync();
        var job = Sample.JobId(1);
        KeyValuePair<TextKey, ReadOnlyMemory<Half>> vector = new(TextKey.Of("a"), new[] { Half.One });
        var intent = Sample.Intent(job, "a") with { Questions = [], Batch = BatchId.OfEmbedding(0), Teacher = "openai:embedder" };
        var call = await store.Store.BeginAsync(intent);
        var ended = Sample.End(call) with { Cost = new Money(60), Vectors = new CallVectors("openai:embedder", [vector]) };
        await store.Store.CommitAsync(ended);
        var other = ended with { Vectors = new CallVectors("openai:embedder", [new(TextKey.Of("b"), new[] { Half.One })]) };
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.Store.CommitAsync(other)); // the call is not open any more
        await store.ReopenAsync();

        var found = await store.Store.VectorsAsync("openai:embedder", [TextKey.Of("a"), TextKey.Of("b")]);
        Assert.Equal([1, 0], found.Select(one => one.Length));
        var line = Assert.Single(await store.Store.CallsAsync(job));
        Assert.Equal((BatchKind.Embedding, CallState.Answered, new Money(60)), (line.Intent.Batch.Kind, line.State, line.Cost));
    }

    [Fact]
    public async Task The_first_vector_that_is_kept_counts()
    {
        await using var store = await OpenAsync();
        await KeepAsync(store, "one", Noon, ("a", [1]));
        await KeepAsync(store, "one", Noon, ("a", [2]), ("b", [3]));
        await store.ReopenAsync();
        var found = await store.Store.VectorsAsync("one", [TextKey.Of("a"), TextKey.Of("b")]);
        Assert.Equal([(Half)1, (Half)3], found.Select(vector => vector.Span[0]));
    }

    [Fact]
    public async Task The_models_that_have_a_vector_for_a_text_are_named_newest_first()
    {
        await using var store = await OpenAsync();
        await KeepAsync(store, "old", Noon, ("a", [1]), ("b", [1]));
        await KeepAsync(store, "new", Noon.AddDays(1), ("a", [1]));
        Assert.Equal(["new", "old"], await store.Store.VectorModelsAsync(TextKey.Of("a")));
        Assert.Equal(["old"], await store.Store.VectorModelsAsync(TextKey.Of("b")));
        Assert.Empty(await store.Store.VectorModelsAsync(TextKey.Of("c")));
    }

    [Fact]
    public async Task A_forgotten_text_s_vectors_of_every_model_go_with_its_last_answer_and_where_it_never_had_one()
    {
        await using var store = await OpenAsync();
        await store.Store.AppendAsync(
            [Sample.FromPerson("a"), Sample.FromPerson("a") with { Question = Sample.OtherQuestion }, Sample.FromPerson("b")]);
        await KeepAsync(store, "one", Noon, ("a", [1]), ("b", [1]), ("never asked", [1]));
        await KeepAsync(store, "two", Noon, ("never asked", [1]));

        var part = await store.Store.ForgetAsync(Forgetting.Texts([TextKey.Of("a")], Sample.Question));
        Assert.Equal((1L, 0L), (part.Answers, part.Vectors));
        var whole = await store.Store.ForgetAsync(Forgetting.Texts([TextKey.Of("a"), TextKey.Of("never asked")]));
        await store.ReopenAsync();

        Assert.Equal((1L, 3L), (whole.Answers, whole.Vectors));
        Assert.Empty(await store.Store.VectorModelsAsync(TextKey.Of("a")));
        Assert.Empty(await store.Store.VectorModelsAsync(TextKey.Of("never asked")));
        Assert.Equal(["one"], await store.Store.VectorModelsAsync(TextKey.Of("b")));
    }

    [Fact]
    public async Task Vectors_age_with_the_answers()
    {
        await using var store = await OpenAsync();
        await store.Store.AppendAsync([Sample.FromPerson("young") with { At = Noon.AddDays(9) }, Sample.FromPerson("old") with { At = Noon }]);
        await KeepAsync(store, "one", Noon, ("young", [1]), ("old", [1]), ("never asked", [1]));
        await KeepAsync(store, "one", Noon.AddDays(9), ("lately", [1]));

        var forgotten = await store.Store.ForgetAsync(Forgetting.OlderThan(Noon.AddDays(1)));

        Assert.Equal((1L, 2L), (forgotten.Answers, forgotten.Vectors));
        Assert.NotEmpty(await store.Store.VectorModelsAsync(TextKey.Of("young")));
        Assert.NotEmpty(await store.Store.VectorModelsAsync(TextKey.Of("lately")));
    }

    private static Task KeepAsync(StoreHandle store, string model, DateTimeOffset at, params (string Text, float[] Vector)[] vectors) =>
        store.Store.KeepVectorsAsync(
            model,
            [.. vectors.Select(one => KeyValuePair.Create(
                TextKey.Of(one.Text), (ReadOnlyMemory<Half>)Array.ConvertAll(one.Vector, value => (Half)value)))],
            at);
}
