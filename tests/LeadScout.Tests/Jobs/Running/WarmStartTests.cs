using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Reporting;
using LeadScout.Jobs.Running;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.StoreKit;
using LeadScout.Teaching.Limits;
using LeadScout.Tests.Fakes;
using Xunit;

namespace LeadScout.Tests.Jobs.Running;

/// <summary>A list whose question was answered before is asked by full calls, and jobs of older versions go on as they began.</summary>
public sealed class WarmStartTests
{
    private static readonly JobSettings Settings = new() { Budget = new ErrorBudget(0.05, 0.95) };
    private readonly InMemoryStore _store = new();

    [Fact]
    public async Task Its_calls_are_full_but_for_the_last_and_ask_no_more_than_before()
    {
        var (older, latest) = (Teacher(), Teacher());
        await AfterTheFirstAsync(older, revision: 0);

        var store = await AfterTheFirstAsync(latest);

        Assert.All(latest.Asks.SkipLast(1), ask => Assert.Equal(20, ask.Texts.Length));
        Assert.Contains(older.Asks.SkipLast(1), ask => ask.Texts.Length < 20);
        Assert.InRange(latest.AskedTexts.Count, 1, older.AskedTexts.Count + 5);
        Assert.True((await store.ListAsync(TestContext.Current.CancellationToken))[0].Report!.Certificate!.Holds);
    }

    [Fact]
    public async Task Where_errors_are_found_what_is_asked_outright_shares_the_calls_of_the_audits()
    {
        var latest = new FakeTeacher(OddLabelOf);
        await RunAsync(List("first"), new FakeTeacher(OddLabelOf));

        var outcome = await RunAsync(List("second"), latest);

        var certificate = outcome.Job.Report!.Certificate!;
        Assert.True(certificate.Holds);
        Assert.InRange(certificate.AuditErrors, 1, certificate.Audits);
        Assert.InRange(latest.Asks.Count(ask => ask.Texts.Length < 20), 0, 3);
    }

    [Fact]
    public async Task Without_earlier_answers_to_the_question_nothing_changes_whatever_else_the_log_holds()
    {
        var (alone, beside) = (Teacher(), Teacher());
        await RunAsync(List("second"), alone, store: new InMemoryStore());

        await RunAsync(List("first"), Teacher(), store: _store, question: "another");
        await RunAsync(List("second"), beside, revision: 0);
        var again = Teacher();
        var other = new InMemoryStore();
        await RunAsync(List("first"), Teacher(), store: other, question: "another");
        await RunAsync(List("second"), again, store: other);

        Assert.Equal(beside.AskedTexts, again.AskedTexts); // the log is as long, so the draws are the same
        Assert.Equal(20, alone.Asks[0].Texts.Length);
        Assert.Equal(alone.Asks[0].Texts, again.Asks[0].Texts); // learning begins before any draw
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public async Task A_job_that_an_older_version_began_goes_on_as_it_began(int interruptAt)
    {
        var (whole, stopped, latest) = (Teacher(), Teacher(interruptAt, out var interrupt), Teacher());
        await AfterTheFirstAsync(whole, revision: 0);
        await AfterTheFirstAsync(latest);

        var store = await AfterTheFirstAsync(stopped, revision: 0, interrupt: interrupt);
        var outcome = await RunAsync(List("second"), stopped, store: store);

        Assert.Equal(JobState.Done, outcome.Job.State);
        Assert.Equal(0, outcome.Job.Settings.PlanRevision);
        Assert.Equal(whole.AskedTexts.Order(), stopped.AskedTexts.Order());
        Assert.NotEqual(whole.Asks.Count, latest.Asks.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_job_that_begins_now_is_resumed_by_the_plan_it_began_with(int interruptAt)
    {
        var (whole, stopped) = (Teacher(), Teacher(interruptAt, out var interrupt));
        await AfterTheFirstAsync(whole);

        var store = await AfterTheFirstAsync(stopped, interrupt: interrupt);
        var outcome = await RunAsync(List("second"), stopped, store: store);

        Assert.Equal(1, outcome.Job.Settings.PlanRevision);
        Assert.Equal(whole.AskedTexts.Order(), stopped.AskedTexts.Order());
    }

    [Fact]
    public async Task The_revision_is_the_jobs_own_whatever_the_request_says()
    {
        var request = Samples.Request(List("first"), Settings with { PlanRevision = 7 });

        var outcome = await Runner(_store).RunAsync(request, Teacher(), null, TestContext.Current.CancellationToken);

        Assert.Equal(1, outcome.Job.Settings.PlanRevision);
        Assert.Equal(JobIdentity.Of(request, "t", null), JobIdentity.Of(Samples.Request(List("first"), Settings), "t", null));
    }

    private static string LabelOf(string text) => text.Contains("sales", StringComparison.Ordinal) ? "Sales" : "Marketing";

    /// <summary>One in 30 is not what its words say.</summary>
    private static string OddLabelOf(string text) =>
        (uint)text.Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter)) % 30 == 0 ? "Other" : LabelOf(text);

    private static FakeTeacher Teacher() => new(LabelOf);

    private static FakeTeacher Teacher(int interruptAt, out CancellationTokenSource interrupt)
    {
        var source = interrupt = new CancellationTokenSource();
        return new FakeTeacher(LabelOf) { Delay = n => n == interruptAt ? source.CancelAsync() : Task.CompletedTask };
    }

    private static ListInMemory List(string name) => new(
        [.. Enumerable.Range(0, 1_200).Select(i => $"{(i % 3 == 0 ? "head" : "clerk")} of {(i % 2 == 0 ? "sales" : "marketing")} {name}{i}")]);

    private static JobRunner Runner(InMemoryStore store) => new(store, new RetryPolicy(), TimeProvider.System);

    private async Task<JobOutcome> RunAsync(
        ListInMemory list, FakeTeacher teacher, InMemoryStore? store = null, string? question = null, int? revision = null,
        CancellationTokenSource? interrupt = null)
    {
        var asked = question is null ? Samples.Question : new Question("other", question, Samples.Question.Text, Samples.Question.Labels);
        var request = Samples.Request(list, Settings, asked);
        store ??= _store;
        if (revision is { } older)
        {
            await store.SaveAsync(await BegunAsync(store, request, older), TestContext.Current.CancellationToken);
        }

        return await Runner(store).RunAsync(request, teacher, null, interrupt?.Token ?? TestContext.Current.CancellationToken);
    }

    /// <summary>The second list's job, after the first, on a store of its own.</summary>
    private async Task<InMemoryStore> AfterTheFirstAsync(FakeTeacher teacher, int? revision = null, CancellationTokenSource? interrupt = null)
    {
        var store = new InMemoryStore();
        await RunAsync(List("first"), Teacher(), store);
        await RunAsync(List("second"), teacher, store, revision: revision, interrupt: interrupt);
        return store;
    }

    /// <summary>The job as a version of that revision has put it on record.</summary>
    private static async Task<Job> BegunAsync(InMemoryStore store, JobRequest request, int revision) => new()
    {
        Id = JobIdentity.Of(request, "fake:teacher", null),
        InputName = request.Input.Name,
        InputHash = request.Input.Hash,
        OutputName = request.OutputName,
        QuestionName = request.QuestionNames,
        Question = request.Version,
        Teacher = "fake:teacher",
        Settings = request.Settings with { PlanRevision = revision },
        LogPosition = await store.LogPositionAsync(),
        State = JobState.Running,
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };
}
