using LeadScout.ActiveLearning;
using LeadScout.Classifiers;
using LeadScout.Tests.Budgets;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LeadScout.Tests.ActiveLearning;

/// <summary>Others judge a part of a long list: whatever they do, what is said of each text is what one alone says.</summary>
public sealed class JudgingWorkTests
{
    private const int Studied = 200;
    private const int Times = 20; // the list, so that it has several ranges
    private static readonly string[] List = [.. Enumerable.Range(0, Times).SelectMany(time => Titles.All.Select(title => $"{title} {time}"))];

    private readonly TrainingPool _studied = TrainingPool.Of([.. List.Select(_ => 1)], 1, 300, Studied);

    [Fact]
    public async Task With_others_the_student_says_what_it_says_alone()
    {
        var (alone, other) = (Learner(null), Learner(null));
        await JudgeAsync(alone, (work, range) =>
        {
            Follow(other, work);
            work.Deliver("other", range, other.Judge(range.From, range.Count));
        });
    }

    [Fact]
    public async Task Who_says_something_else_is_not_believed() => Assert.All(
        await JudgeAsync(Learner(null), (work, range) => work.Deliver("other", range, [.. Enumerable.Repeat(new Prediction(0, 1, 0.5), range.Count)])),
        judged => Assert.Equal(0, judged));

    [Fact]
    public async Task Who_says_too_little_is_not_believed() =>
        Assert.All(await JudgeAsync(Learner(null), (work, range) => work.Deliver("other", range, [])), judged => Assert.Equal(0, judged));

    [Fact]
    public async Task Who_never_delivers_is_not_waited_for() =>
        Assert.All(await JudgeAsync(Learner(null), (_, _) => { }), judged => Assert.Equal(0, judged));

    [Fact]
    public async Task Who_gives_a_range_back_is_not_waited_for() =>
        Assert.All(await JudgeAsync(Learner(null), (work, range) => work.Return(range)), judged => Assert.Equal(0, judged));

    [Fact]
    public void What_others_judged_and_how_long_all_took_is_told_once_all_is_judged()
    {
        var clock = new FakeTimeProvider();
        var passes = new List<JudgingPass>();
        var work = new JudgingWork(clock, passes.Add);
        work.Begin(20_000);
        var range = work.Take("other")!.Value;
        while (work.TakeHere() is { } mine && mine != range)
        {
        }

        Assert.True(work.TryEnd()); // what the other never delivered was judged here
        work.Begin(20_000);
        range = work.Take("other")!.Value;
        work.Deliver("other", range, new Prediction[range.Count]);
        Assert.False(work.TryEnd());
        work.Accept(work.TakeDelivered()!);
        while (work.TakeHere() is not null)
        {
        }

        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.True(work.TryEnd());
        Assert.Equal([new(20_000, 0, TimeSpan.Zero), new(20_000, range.Count, TimeSpan.FromSeconds(3))], passes);
    }

    [Fact]
    public void Who_is_refused_gets_no_more_and_others_do()
    {
        var work = new JudgingWork(TimeProvider.System);
        work.Begin(10_000);
        work.Deliver("liar", work.Take("liar")!.Value, []);

        work.Refuse(work.TakeDelivered()!);

        Assert.Null(work.Take("liar"));
        Assert.NotNull(work.Take("honest"));
    }

    [Fact]
    public void What_is_delivered_when_it_is_judged_already_is_passed_over()
    {
        var work = new JudgingWork(TimeProvider.System);
        work.Begin(10);
        var range = work.Take("late")!.Value;
        Assert.Equal(range, work.TakeHere());

        work.Deliver("late", range, new Prediction[10]);

        Assert.Null(work.TakeDelivered());
        Assert.True(work.TryEnd());
    }

    [Fact]
    public void Lessons_are_given_in_their_order_and_not_more_than_wanted()
    {
        var work = new JudgingWork(TimeProvider.System);
        foreach (var text in Enumerable.Range(0, 5))
        {
            work.Learn(new Lesson(text, text % 2));
        }

        Assert.Equal([1, 2], work.LessonsAfter(1, 2).Select(lesson => lesson.Text));
        Assert.Equal([4], work.LessonsAfter(4, 2).Select(lesson => lesson.Text));
        Assert.Empty(work.LessonsAfter(5, 2));
    }

    /// <summary>Judges everything, with another that has taken so many ranges when the student begins; then once more after more lessons.</summary>
    private async Task<int[]> JudgeAsync(ActiveLearner alone, Action<JudgingWork, JudgingRange> other)
    {
        var clock = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };
        var passes = new List<JudgingPass>();
        var work = new JudgingWork(clock, passes.Add);
        var learner = Learner(() => work);
        foreach (var lessons in (int[])[60, 150])
        {
            Teach(alone, lessons);
            Teach(learner, lessons);
            alone.JudgeAll();
            var taking = Task.Run(() => TakePart(work, lessons, other), TestContext.Current.CancellationToken);
            learner.JudgeAll();
            _done = true;
            await taking;
            _done = false;
            Assert.Equal(alone.Predictions.ToArray(), learner.Predictions.ToArray());
        }

        Assert.Equal(2, passes.Count);
        Assert.All(passes, pass => Assert.Equal((List.Length - Studied, TimeSpan.FromSeconds(1)), (pass.Texts, pass.Time)));
        return [.. passes.Select(pass => pass.ByOthers)];
    }

    private volatile bool _done;

    private void TakePart(JudgingWork work, int lessons, Action<JudgingWork, JudgingRange> other)
    {
        while (!_done)
        {
            if (work.Take("other") is { } range)
            {
                Assert.Equal(lessons, range.Lessons);
                other(work, range);
            }
        }
    }

    private static void Follow(ActiveLearner other, JudgingWork work)
    {
        while (work.LessonsAfter(other.AnswerCount, 7) is { Length: > 0 } lessons)
        {
            foreach (var lesson in lessons)
            {
                other.Learn(new(lesson.Text), new(lesson.Label));
            }
        }
    }

    private ActiveLearner Learner(Func<JudgingWork>? share) => new(new LearningTask
    {
        Rows = [.. List.Select(_ => 1)],
        Normalised = text => List[text],
        Labels = Titles.Question.Labels.Length,
        Studied = _studied,
        Seed = 1,
        Share = share,
    });

    private void Teach(ActiveLearner learner, int lessons)
    {
        while (learner.AnswerCount < lessons)
        {
            var text = _studied.Text(learner.AnswerCount);
            learner.Learn(new(text), new(Titles.Question.IndexOf(Titles.LabelOf(Titles.All[text % Titles.All.Length]))));
        }
    }
}
