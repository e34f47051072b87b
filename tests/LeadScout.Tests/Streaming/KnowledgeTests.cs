using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.StoreKit;
using LeadScout.Streaming;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Streaming;

public sealed class KnowledgeTests
{
    private static readonly Question Department = new(
        "q", "Which?", Samples.Question.Text, Samples.Question.Labels, [Rule.OfWords("Other", ["clerk"])]);
    private readonly InMemoryStore _store = new();

    [Fact]
    public async Task An_answer_is_behind_what_is_known()
    {
        await _store.AppendAsync(
            [AnswerOf("VP Sales", "Sales") with { At = DateTimeOffset.UnixEpoch }], TestContext.Current.CancellationToken);

        var known = (await ReadAsync()).Explain(" vp SALES");

        Assert.Equal(("Sales", DecisionSource.Person), (known.Label, known.Decision.Source));
        Assert.Equal(new Why.Answered(AnswerSource.Person, "a reviewer", DateTimeOffset.UnixEpoch, null), known.Why);
    }

    [Fact]
    public async Task A_rule_is_behind_what_it_decides() =>
        Assert.Equal(new Why.Ruled(Department.Rules[0]), (await ReadAsync()).Explain("Post Clerk").Why);

    [Fact]
    public async Task Without_answers_nothing_is_known_and_that_is_said()
    {
        var nothing = (await ReadAsync()).Explain("VP Sales");

        Assert.Equal((UndecidedReason.NotAsked, null), (nothing.Decision.Reason, nothing.Why));
        Assert.Contains("0 answers are too few", nothing.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_student_names_its_patterns_with_their_evidence()
    {
        await _store.AppendAsync(
            [.. Enumerable.Range(0, 90)
                .Select(i => i % 2 == 0 ? AnswerOf($"vertrieb {i}", "Sales") : AnswerOf($"werbung {i}", "Marketing"))],
            TestContext.Current.CancellationToken);

        var said = (await ReadAsync()).Explain("Leiter Vertrieb");

        Assert.Equal(("Sales", DecisionSource.Student), (said.Label, said.Decision.Source));
        var why = Assert.IsType<Why.Learned>(said.Why);
        Assert.Equal("Marketing", why.RunnerUp);
        var pattern = why.Patterns.Single(p => p.Pattern == "word:vertrieb");
        Assert.True(pattern.Weight > 0);
        Assert.Equal((45, 45), (pattern.Answers, pattern.Agreeing));
    }

    private static Answer AnswerOf(string text, string label) => new()
    {
        Question = Department.Version,
        Key = TextKey.Of(text),
        Text = text,
        Label = label,
        Source = AnswerSource.Person,
        By = "a reviewer",
        At = default,
    };

    private Task<Knowledge> ReadAsync() => Knowledge.ReadAsync(Department, "nobody", _store, TestContext.Current.CancellationToken);
}
