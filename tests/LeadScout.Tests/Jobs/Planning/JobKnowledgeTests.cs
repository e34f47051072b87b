using LeadScout.ActiveLearning;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Planning;
using LeadScout.Patterns;
using LeadScout.StoreKit;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Jobs.Planning;

/// <summary>What a job may plan with, and what only replaces what it would ask: told apart by when and by whom it was said.</summary>
public sealed class JobKnowledgeTests
{
    private static readonly JobId Elsewhere = new("0123456789ab");
    private static readonly JobRequest Request = Samples.Request(new ListInMemory("CFO"));
    private static readonly Job Job = Plans.JobOf(Request);

    private readonly InMemoryStore _store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_in_the_log_when_the_job_began_is_known_and_what_came_later_is_not()
    {
        await SayAsync(By("early", "Other", Elsewhere), By("", "Sales", Elsewhere), Person("person", "Sales"), By("late", "Other", Elsewhere), Person("corrected", "Other"));

        var knowledge = await ReadAsync(Job with { LogPosition = 3 });

        Assert.Equal((3, 3), (knowledge.Began, knowledge.Known.Count));
        Assert.Equal(["early", "person"], knowledge.Texts.Values);
        Assert.Equal([Plans.Exact(2), Plans.Person(0), null], new[] { "early", "person", "late" }.Select(text => knowledge.Known.DecideByAnswer(TextKey.Of(text))));
        Assert.Equal((2, true), Found(knowledge, "late"));
        Assert.Equal((2, true), Found(knowledge, "corrected"));
        Assert.Equal((TextKey.Of("corrected"), 2), Assert.Single(knowledge.Corrections) is var (key, label) ? (key, label) : default);
        Assert.Equal((-1, false), Found(knowledge, "early"));
    }

    [Fact]
    public async Task Its_own_answers_are_replayed_and_where_they_were_imported_it_began_before_them()
    {
        await SayAsync(By("early", "Other", Elsewhere), By("own", "Other", Job.Id), By("later", "Sales", Elsewhere));

        var knowledge = await ReadAsync(Job with { LogPosition = 3 });

        Assert.Equal((1, 1), (knowledge.Began, knowledge.Known.Count));
        Assert.Equal([(2, false), (0, true)], new[] { "own", "later" }.Select(text => Found(knowledge, text)));
    }

    [Fact]
    public async Task Its_own_word_counts_before_what_came_from_elsewhere_and_a_persons_before_another_jobs()
    {
        await SayAsync(By("own", "Other", Job.Id), Person("own", "Sales"), By("theirs", "Marketing", Elsewhere), Person("theirs", "Sales"), Person("theirs", "Other"));

        var knowledge = await ReadAsync(Job);

        Assert.Equal([(2, false), (2, true)], new[] { "own", "theirs" }.Select(text => Found(knowledge, text)));
        Assert.Equal([0, 2], new[] { "own", "theirs" }.Select(text => knowledge.Corrections[TextKey.Of(text)]));
    }

    [Fact]
    public async Task An_answer_is_found_in_the_batch_of_its_call()
    {
        var request = Request with { Settings = Request.Settings with { Learn = LearnMode.Deferred } };
        await CallAsync(BatchId.OfPlan(4), By("own", "Other", Job.Id));

        var replay = (await JobKnowledge.ReadAsync(Samples.Question, Plans.Context(request, new FakeTeacher(_ => null), Job) with { Store = _store }, Cancellation)).Replay;

        Assert.Equal([2, -1], new[] { BatchId.OfPlan(4), BatchId.OfPlan(5) }.Select(batch => replay.Find(batch, TextKey.Of("own")).Label));
    }

    [Theory]
    [InlineData(false, null, "in vain")]
    [InlineData(true, null, null)]
    [InlineData(false, JobState.Interrupted, null)]
    public async Task What_was_given_up_stays_so_unless_it_is_to_be_tried_again(bool retryFailed, JobState? before, string? failure)
    {
        await CallAsync(BatchId.OfPlan(0), By("own", "Other", Job.Id), new FailedText(Samples.Question.Version, TextKey.Of("vain"), "in vain") { FaultOf = FaultOf.Service }, new(Plans.Level.Version, TextKey.Of("else"), "x"));
        var context = Plans.Context(Request with { RetryFailed = retryFailed }, new FakeTeacher(_ => null), Job) with { Store = _store, StateBefore = before };

        var replay = (await JobKnowledge.ReadAsync(Samples.Question, context, Cancellation)).Replay;

        Assert.Equal((failure, null), (replay.Find(default, TextKey.Of("vain")).Failure, replay.Find(default, TextKey.Of("else")).Failure));
    }

    [Fact]
    public async Task Patterns_retired_before_are_done_without_and_those_retired_since_reopen()
    {
        (string Pattern, bool Retired)[] verdicts = [("word:a", true), ("word:b", true), ("word:b", false), ("word:c", true), ("word:b", true)];
        foreach (var (pattern, retired) in verdicts)
        {
            await _store.AppendAsync(new PatternVerdict { Question = Samples.Question.Version, Pattern = pattern, Retired = retired, By = "Ada", At = default }, Cancellation);
        }

        var knowledge = await ReadAsync(Job with { VerdictPosition = 3 });

        Assert.Equal(["word:a"], knowledge.Retired);
        Assert.Equal(["word:c", "word:b"], knowledge.RetiredSince);
    }

    [Theory]
    [InlineData(null, FaultOf.Service, false)]
    [InlineData(JobState.Interrupted, FaultOf.Service, true)]
    [InlineData(JobState.Interrupted, FaultOf.Unknown, false)]
    [InlineData(JobState.TeacherUnavailable, FaultOf.Unknown, true)]
    [InlineData(JobState.TeacherUnavailable, FaultOf.Text, false)]
    public void A_text_is_asked_again_where_the_service_was_at_fault(JobState? before, FaultOf fault, bool isAskedAgain) => Assert.Equal(
        isAskedAgain,
        (Plans.Context(Request, new FakeTeacher(_ => null)) with { StateBefore = before }).IsAskedAgain(new FailedText(Samples.Question.Version, default, "why") { FaultOf = fault }));

    private Task SayAsync(params Answer[] answers) => _store.AppendAsync(answers, Cancellation);

    private async Task CallAsync(BatchId batch, Answer answer, params FailedText[] failures)
    {
        var call = await _store.BeginAsync(
            new CallIntent { Job = Job.Id, Batch = batch, Attempt = 1, Teacher = "fake:teacher", Texts = [answer.Key], Ceiling = null, At = default }, Cancellation);
        await _store.CommitAsync(new CallEnd
        {
            Call = call,
            State = CallState.Answered,
            Usage = default,
            Billing = Billing.Measured,
            Cost = null,
            At = default,
            Answers = [answer with { Call = call }],
            Failures = [.. failures],
        });
    }

    private Task<JobKnowledge> ReadAsync(Job job) =>
        JobKnowledge.ReadAsync(Samples.Question, Plans.Context(Request, new FakeTeacher(_ => null), job) with { Store = _store }, Cancellation);

    private static (int Label, bool IsFromElsewhere) Found(JobKnowledge knowledge, string text) =>
        knowledge.Replay.Find(default, TextKey.Of(text)) is var found ? (found.Label, found.IsFromElsewhere) : default;

    private static Answer Person(string text, string label) => Answer.OfPerson(Samples.Question, TextKeys.Plain, text, label, "Ada", default);

    private static Answer By(string text, string label, JobId job) => new()
    {
        Question = Samples.Question.Version,
        Key = TextKey.Of(text),
        Text = text,
        Label = label,
        Source = AnswerSource.Teacher,
        By = "fake:teacher",
        Job = job,
        At = default,
    };
}
