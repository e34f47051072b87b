using LeadScout.ActiveLearning;
using LeadScout.Classifiers;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.StoreKit;
using LeadScout.Streaming;
using LeadScout.Teaching;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LeadScout.Tests.Streaming;

public sealed class StreamTests
{
    private readonly InMemoryStore _store = new();

    [Fact]
    public async Task The_student_takes_over_inside_the_budget_and_says_why()
    {
        var teacher = new FakeTeacher(StreamTexts.Truth);
        var cascade = await OpenAsync(teacher);

        var all = await ClassifyAsync(cascade, 3000);

        var learned = all.Where(c => c.Decision.Source == DecisionSource.Student).ToArray();
        Assert.InRange(learned.Length, 1000, 3000);
        Assert.InRange(teacher.Asks.Count, 50, 2000);
        Assert.True(cascade.Certificate.Holds);
        Assert.InRange(cascade.Certificate.Audits, 20, teacher.Asks.Count);
        Assert.All(learned, c => Assert.Null(c.Why));
        var why = Assert.IsType<Why.Learned>(cascade.WhyOf(StreamTexts.At(all.IndexOf(learned[^1])), learned[^1]));
        Assert.NotEqual(learned[^1].Label, why.RunnerUp);
        Assert.Equal(why.Patterns.OrderByDescending(p => Math.Abs(p.Weight)), why.Patterns);
        Assert.True(why.Patterns[0] is { Weight: > 0, Agreeing: > 0 });
    }

    [Fact]
    public async Task One_at_a_time_everything_is_the_same_again()
    {
        var (first, second) = (new FakeTeacher(StreamTexts.Truth), new FakeTeacher(StreamTexts.Truth));

        var once = await ClassifyAsync(await OpenAsync(first), 1500);
        var again = await ClassifyAsync(await OpenAsync(second, store: new InMemoryStore()), 1500);

        Assert.Equal(first.AskedTexts, second.AskedTexts);
        Assert.Equal(once.Select(c => (c.Label, c.Decision)), again.Select(c => (c.Label, c.Decision)));
    }

    [Fact]
    public async Task A_student_that_was_never_right_where_texts_were_asked_decides_none()
    {
        var cascade = await OpenAsync(new FakeTeacher(_ => "Sales"), predict: _ => new Prediction(1, 0, 0.001));
        Assert.All(await ClassifyAsync(cascade, 1_000), c => Assert.Equal("Sales", c.Label));
        Assert.Equal(0, cascade.Certificate.Audits);
    }

    [Fact]
    public async Task Audits_are_marked_in_the_log_and_correct_the_student()
    {
        var said = 0;
        var cascade = await OpenAsync(
            new FakeTeacher(_ => "Sales"), predict: _ => ++said <= 500 ? new Prediction(0, 1, 0.001) : new Prediction(1, 0, 0.001));

        var all = await ClassifyAsync(cascade, 600);

        var log = await _store.ReadAsync(Samples.Question.Version, "fake:teacher", TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
        var audits = log.Where(answer => answer.Audit is not null).ToArray();
        Assert.Equal(cascade.Certificate.Audits, audits.Length);
        Assert.InRange(cascade.Certificate.AuditErrors, 1, audits.Length - 1);
        Assert.Equal(cascade.Certificate.AuditErrors, audits.Count(answer => answer.Audit!.StudentLabel == "Marketing"));
        Assert.All(audits, answer => Assert.InRange(answer.Audit!.Probability, 0.001, 1));
        Assert.Equal(
            audits.Length,
            all.Count(c => c.Why is Why.Answered { Audit: not null } && c is { Label: "Sales", Decision.Source: DecisionSource.Teacher }));
    }

    [Fact]
    public async Task With_no_error_allowed_the_student_never_decides()
    {
        var cascade = await OpenAsync(new FakeTeacher(StreamTexts.Truth), new CascadeOptions { Budget = new ErrorBudget(0, 0.95) });

        var all = await ClassifyAsync(cascade, 400);

        Assert.DoesNotContain(all, c => c.Decision.Source == DecisionSource.Student);
        Assert.Equal((0.0, true), (cascade.Certificate.UpperBound, cascade.Certificate.Holds));
    }

    [Fact]
    public async Task A_decided_text_that_comes_again_is_decided_alike_or_by_the_teacher()
    {
        var cascade = await OpenAsync(new FakeTeacher(StreamTexts.Truth));
        var said = new Dictionary<TextKey, string?>();
        foreach (var c in await ClassifyAsync(cascade, 4000, texts: 700))
        {
            if (c.Decision.Source == DecisionSource.Student)
            {
                Assert.Equal(c.Label, said.GetValueOrDefault(c.Key, c.Label));
                said[c.Key] = c.Label;
            }
        }

        Assert.NotEmpty(said);
    }

    [Fact]
    public async Task A_text_in_flight_for_an_audit_is_asked_once_for_all_who_want_it()
    {
        var gate = new TaskCompletionSource();
        var teacher = new FakeTeacher(_ => "Sales") { Delay = _ => gate.Task };
        var cascade = await OpenAsync(teacher, predict: _ => new Prediction(0, 1, 0));

        var all = Enumerable.Range(0, 500).Select(_ => cascade.ClassifyAsync("VP Sales", TestContext.Current.CancellationToken)).ToArray();
        gate.SetResult();

        Assert.All(await Task.WhenAll(all), c => Assert.Equal("Sales", c.Label));
        Assert.Single(teacher.Asks);
    }

    [Fact]
    public async Task Deferred_lessons_reach_the_student_at_the_flush()
    {
        var cascade = await OpenAsync(new FakeTeacher(StreamTexts.Truth), new CascadeOptions { Learn = LearnMode.Deferred });

        var before = await ClassifyAsync(cascade, 600);
        Assert.All(before, c => Assert.Equal(DecisionSource.Teacher, c.Decision.Source));
        Assert.Equal(600, await cascade.FlushAsync());
        var after = await ClassifyAsync(cascade, 900, from: 600);

        Assert.Contains(after, c => c.Decision.Source == DecisionSource.Student);
    }

    [Fact]
    public async Task An_audit_without_an_answer_leaves_the_text_undecided_and_the_certificate_covered()
    {
        var down = false;
        var teacher = new FakeTeacher(StreamTexts.Truth) { Mishap = (_, ask) => down ? FakeTeacher.Broken(ask, TeacherFaultKind.KeyRefused) : null };
        var cascade = await OpenAsync(teacher, predict: _ => new Prediction(0, 1, 0.001));
        await ClassifyAsync(cascade, 500);
        down = true;

        var all = await ClassifyAsync(cascade, 300, from: 500);

        Assert.Contains(all, c => c.Decision.Reason == UndecidedReason.NotAsked);
        Assert.True(cascade.Certificate.Holds);
    }

    private static async Task<List<Classification>> ClassifyAsync(Cascade cascade, int rows, int from = 0, int texts = int.MaxValue)
    {
        var all = new List<Classification>();
        for (var row = from; row < from + rows; row++)
        {
            all.Add(await cascade.ClassifyAsync(StreamTexts.At(row % texts), TestContext.Current.CancellationToken));
        }

        return all;
    }

    private Task<Cascade> OpenAsync(
        FakeTeacher teacher, CascadeOptions? options = null, Func<string, Prediction?>? predict = null, InMemoryStore? store = null) =>
        Cascade.OpenAsync(
            Samples.Question, teacher, store ?? _store, options ?? new CascadeOptions(), new FakeTimeProvider(), predict,
            TestContext.Current.CancellationToken);
}
