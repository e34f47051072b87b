using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Hints;
using LeadScout.StoreKit;
using LeadScout.Streaming;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Streaming;

/// <summary>Texts whose words say nothing: what they mean is in their vectors alone.</summary>
public sealed class ExplanationTests
{
    private const string Model = "fake:1";
    private readonly InMemoryStore _store = new();

    private static CancellationToken Gone => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Sales")]
    [InlineData("Marketing")]
    public async Task The_student_decides_by_the_vectors_that_the_store_has_and_names_the_nearest_answers(string label)
    {
        await TeachAsync();
        await KeepAsync(Model, ("New One", Near(label, 7)));

        var said = await ExplainAsync(" new ONE");

        Assert.Equal((label, DecisionSource.Student), (said.Label, said.Source));
        var like = Assert.IsType<NearAnswer[]>(said.Like);
        Assert.Equal(NearAnswer.Most, like.Length);
        Assert.All(like, near => Assert.Equal(label, near.Label));
        Assert.All(like, near => Assert.StartsWith("Title ", near.Text, StringComparison.Ordinal));
        Assert.Equal(like.OrderByDescending(near => near.Likeness), like);
        Assert.IsType<Why.Learned>(said.Why);
    }

    [Fact]
    public async Task The_model_that_embedded_the_text_last_is_looked_at()
    {
        await TeachAsync();
        await KeepAsync(Model, ("new one", Near("Sales", 7)));
        await KeepAsync("another", ("new one", [(Half)1, (Half)2, (Half)3]));

        var said = await ExplainAsync("new one");

        Assert.Equal(DecisionSource.Student, said.Source);
        Assert.Null(said.Like);
    }

    [Fact]
    public async Task Without_a_vector_words_decide_as_before()
    {
        await TeachAsync();
        var said = await ExplainAsync("new one");
        var plain = (await Knowledge.ReadAsync(Samples.Question, "fake:teacher", _store, Gone)).Explain("new one");
        Assert.Equal((plain.Label, plain.Decision), (said.Label, said.Decision));
        Assert.Null(said.Like);
    }

    [Fact]
    public async Task What_is_known_stays_what_it_is()
    {
        await TeachAsync();
        await KeepAsync(Model, ("", Near("Sales", 7)));
        var said = await ExplainAsync("Title 1");
        Assert.Equal(("Marketing", DecisionSource.Person), (said.Label, said.Source));
        Assert.Null(said.Like);
        Assert.Equal(UndecidedReason.Blank, (await ExplainAsync("  ")).Decision.Reason);
    }

    private Task<Classification> ExplainAsync(string text) =>
        Explanation.OfAsync(Samples.Question, "fake:teacher", _store, _store, text, Gone);

    private async Task TeachAsync()
    {
        string[] titles = [.. Enumerable.Range(0, 80).Select(i => $"Title {i}")];
        await _store.AppendAsync(
            [.. titles.Select((title, i) => new Answer
            {
                Question = Samples.Question.Version,
                Key = TextKey.Of(title),
                Text = title,
                Label = LabelOf(i),
                Source = AnswerSource.Person,
                By = "a reviewer",
                At = default,
            })],
            Gone);
        await KeepAsync(Model, [.. titles.Select((title, i) => (title, Near(LabelOf(i), i)))]);
    }

    private Task KeepAsync(string model, params (string Text, Half[] Vector)[] vectors) => _store.KeepVectorsAsync(
        model,
        [.. vectors.Select(one => KeyValuePair.Create(TextKey.Of(one.Text), (ReadOnlyMemory<Half>)one.Vector))],
        DateTimeOffset.UnixEpoch,
        Gone);

    private static string LabelOf(int number) => number % 2 == 0 ? "Sales" : "Marketing";

    private static Half[] Near(string label, int seed)
    {
        var random = new Random(seed);
        return [(Half)(label == "Sales" ? 1 : -1), (Half)(random.NextDouble() - 0.5), (Half)(random.NextDouble() - 0.5)];
    }
}
