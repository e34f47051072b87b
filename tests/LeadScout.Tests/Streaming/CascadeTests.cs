using LeadScout.ActiveLearning;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.StoreKit;
using LeadScout.Streaming;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LeadScout.Tests.Streaming;

public sealed class CascadeTests
{
    private readonly InMemoryStore _store = new();

    [Fact]
    public async Task A_text_in_flight_is_asked_once_for_all_who_want_it()
    {
        var reply = new TaskCompletionSource();
        var teacher = new FakeTeacher(_ => "Sales") { Delay = _ => reply.Task };
        var cascade = await OpenAsync(teacher);

        var all = Enumerable.Range(0, 500)
            .Select(i => cascade.ClassifyAsync(i % 2 == 0 ? "VP Sales" : "vp  sales", TestContext.Current.CancellationToken))
            .ToArray();
        reply.SetResult();

        Assert.All(await Task.WhenAll(all), c => Assert.Equal("Sales", c.Label));
        Assert.Single(teacher.Asks);
    }

    [Fact]
    public async Task What_was_learned_is_usable_at_once_and_nothing_is_ever_pending()
    {
        var teacher = new FakeTeacher(_ => "Sales");
        var cascade = await OpenAsync(teacher);

        Assert.Equal(DecisionSource.Teacher, (await cascade.ClassifyAsync("a", TestContext.Current.CancellationToken)).Decision.Source);
        Assert.Equal(0, await cascade.FlushAsync());
        Assert.Equal(DecisionSource.Exact, (await cascade.ClassifyAsync("A", TestContext.Current.CancellationToken)).Decision.Source);
    }

    [Fact]
    public async Task Known_texts_do_not_wait_for_the_student()
    {
        using var thinking = new SemaphoreSlim(0);
        using var thought = new SemaphoreSlim(0);
        var slow = false;
        var cascade = await Cascade.OpenAsync(
            Samples.Question,
            new FakeTeacher(_ => "Sales"),
            _store,
            new CascadeOptions(),
            new FakeTimeProvider(),
            Think,
            TestContext.Current.CancellationToken);
        await cascade.ClassifyAsync("known", TestContext.Current.CancellationToken);
        slow = true;
        var waiting = Task.Run(
            () => cascade.ClassifyAsync("new", TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        await thinking.WaitAsync(TestContext.Current.CancellationToken);

        var known = await cascade.ClassifyAsync("known", TestContext.Current.CancellationToken);
        Assert.Equal(DecisionSource.Exact, known.Decision.Source);
        Assert.Empty(await Task.Run(() => cascade.NearestAsync(known)).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken)); // nor does what is said beside it
        Assert.False(waiting.IsCompleted);
        thought.Release();
        Assert.Equal(DecisionSource.Teacher, (await waiting).Decision.Source);

        Prediction? Think(string text)
        {
            if (slow)
            {
                thinking.Release();
                thought.Wait(TestContext.Current.CancellationToken);
            }

            return null;
        }
    }

    [Fact]
    public async Task What_others_put_into_the_log_is_known_once_it_is_learned()
    {
        var cascade = await OpenAsync(new FakeTeacher(_ => "Sales"));
        cascade.Learn(
            [new Answer { Question = Samples.Question.Version, Key = TextKey.Of("a"), Text = "a", Label = "Other", Source = AnswerSource.Person, By = "somebody", At = default }]);

        Assert.Equal("Other", cascade.Known(" A ")!.Label);
        Assert.Equal(DecisionSource.Person, (await cascade.ClassifyAsync("a", TestContext.Current.CancellationToken)).Decision.Source);
        Assert.Null(cascade.Known("b"));
    }

    [Fact]
    public async Task Deferred_answers_wait_for_the_flush()
    {
        var teacher = new FakeTeacher(_ => "Sales");
        var cascade = await OpenAsync(teacher, new CascadeOptions { Learn = LearnMode.Deferred });

        await cascade.ClassifyAsync("a", TestContext.Current.CancellationToken);
        Assert.Equal(DecisionSource.Teacher, (await cascade.ClassifyAsync("a", TestContext.Current.CancellationToken)).Decision.Source);
        Assert.Equal(2, await cascade.FlushAsync());
        Assert.Equal(DecisionSource.Exact, (await cascade.ClassifyAsync("a", TestContext.Current.CancellationToken)).Decision.Source);
        Assert.Equal(0, await cascade.FlushAsync());
    }

    [Fact]
    public async Task A_person_comes_before_an_exact_answer_before_a_rule_before_the_teacher()
    {
        var question = new Question("q", "Which?", Samples.Question.Text, Samples.Question.Labels, [Rule.OfWords("Other", ["rule"])]);
        var teacher = new FakeTeacher(_ => "Sales");
        var first = await OpenAsync(teacher, question: question);
        await first.ClassifyAsync("corrected", TestContext.Current.CancellationToken);
        await first.ClassifyAsync("known", TestContext.Current.CancellationToken);
        await _store.AppendAsync(
            [AnswerOf(question, "corrected", "Marketing"), AnswerOf(question, "known rule", "Marketing")],
            TestContext.Current.CancellationToken);

        var cascade = await OpenAsync(teacher, question: question);

        Assert.Equal(
            [DecisionSource.Person, DecisionSource.Exact, DecisionSource.Person, DecisionSource.Rule, DecisionSource.Teacher],
            await SourcesAsync(cascade, "corrected", "known", "known rule", "a rule", "new"));
    }

    [Fact]
    public async Task A_blank_text_is_undecided_and_never_sent()
    {
        var teacher = new FakeTeacher(_ => "Sales");
        var classification = await (await OpenAsync(teacher)).ClassifyAsync(" \t", TestContext.Current.CancellationToken);

        Assert.Equal(UndecidedReason.Blank, classification.Decision.Reason);
        Assert.Empty(teacher.Asks);
    }

    [Fact]
    public async Task A_text_without_a_valid_answer_is_undecided_with_the_reason()
    {
        var classification = await (await OpenAsync(new FakeTeacher(_ => null))).ClassifyAsync("a", TestContext.Current.CancellationToken);

        Assert.Equal(
            (null, UndecidedReason.Failed, "no label"), (classification.Label, classification.Decision.Reason, classification.Reason));
    }

    private static Answer AnswerOf(Question question, string text, string label) => new()
    {
        Question = question.Version,
        Key = TextKey.Of(text),
        Text = text,
        Label = label,
        Source = AnswerSource.Person,
        By = "a reviewer",
        At = default,
    };

    private static async Task<DecisionSource[]> SourcesAsync(Cascade cascade, params string[] texts)
    {
        var sources = new List<DecisionSource>();
        foreach (var text in texts)
        {
            sources.Add((await cascade.ClassifyAsync(text, TestContext.Current.CancellationToken)).Decision.Source);
        }

        return [.. sources];
    }

    private Task<Cascade> OpenAsync(FakeTeacher teacher, CascadeOptions? options = null, Question? question = null) => Cascade.OpenAsync(
        question ?? Samples.Question, teacher, _store, options ?? new CascadeOptions(), new FakeTimeProvider(),
        TestContext.Current.CancellationToken);
}
