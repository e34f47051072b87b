using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Reporting;
using LeadScout.Jobs.Running;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.StoreKit;
using LeadScout.Streaming;
using LeadScout.Teaching.Limits;
using LeadScout.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LeadScout.Tests.Jobs.Running;

/// <summary>What is drawn by chance is drawn anew by every job and every stream of a database, and alike for the same state.</summary>
public sealed class DrawsTests
{
    private static readonly JobSettings Settings = new() { Budget = new ErrorBudget(0.05, 0.95), Concurrency = 2 };
    private static readonly Question Team = new("team", "Which team?", TextTemplate.Parse("{Title}"), Samples.Question.Labels);
    private readonly InMemoryStore _store = new();

    [Fact]
    public async Task Jobs_over_like_lists_audit_other_rows_and_in_a_fresh_database_the_same()
    {
        var first = await AuditedRowsAsync(_store, "a");
        var second = await AuditedRowsAsync(_store, "b");

        Assert.NotEmpty(first);
        Assert.NotEqual(first.Order(), second.Order());
        Assert.Equal(first, await AuditedRowsAsync(new InMemoryStore(), "a"));
    }

    [Fact]
    public async Task The_same_list_over_a_longer_log_is_audited_elsewhere()
    {
        var fresh = await AuditedRowsAsync(new InMemoryStore(), "a");
        await AuditedRowsAsync(_store, "b");

        Assert.NotEqual(fresh.Order(), (await AuditedRowsAsync(_store, "a")).Order());
    }

    [Fact]
    public async Task Two_questions_of_a_job_are_audited_in_rows_of_their_own()
    {
        string[] titles = Titles("a");
        var job = (await RunAsync(_store, Samples.Request(new ListInMemory(titles), Settings) with { Questions = [Samples.Question, Team] })).Job;

        var first = await AuditedRowsAsync(_store, job, Samples.Question, titles);
        var second = await AuditedRowsAsync(_store, job, Team, titles);

        Assert.NotEmpty(first);
        Assert.NotEmpty(second);
        Assert.NotEqual(first.Order(), second.Order()); // both learned the same from the same answers
    }

    [Fact]
    public async Task A_job_that_is_to_be_resumed_and_would_be_another_is_refused()
    {
        var request = Samples.Request(new ListInMemory("a", "b"), Settings);
        var other = new JobId("000000000000");

        var refusal = await Assert.ThrowsAsync<BadInputException>(() => RunAsync(_store, request with { Resumes = other }));

        Assert.Contains("Job 000000000000 can't be resumed", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("command again", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await _store.ListAsync(TestContext.Current.CancellationToken));
        var job = (await RunAsync(_store, request)).Job;
        Assert.Equal(job.Id, (await RunAsync(_store, request with { Resumes = job.Id })).Job.Id);
    }

    [Fact]
    public async Task A_stream_that_is_opened_again_draws_anew_although_nobody_answered_in_between()
    {
        var clock = new FakeTimeProvider();
        var draws = new HashSet<string>();
        for (var opening = 0; opening < 5; opening++)
        {
            draws.Add(await AuditedAsync(clock));
            clock.Advance(TimeSpan.FromTicks(1));
        }

        Assert.Equal(5, draws.Count);
    }

    [Fact]
    public async Task Streams_of_two_questions_that_are_opened_at_once_draw_otherwise()
    {
        var clock = new FakeTimeProvider();

        Assert.NotEqual(await AuditedAsync(clock), await AuditedAsync(clock, Team));
        Assert.Equal(await AuditedAsync(clock), await AuditedAsync(clock));
    }

    private static async Task<int[]> AuditedRowsAsync(InMemoryStore store, string list)
    {
        string[] titles = Titles(list);
        var outcome = await RunAsync(store, Samples.Request(new ListInMemory(titles), Settings));
        return await AuditedRowsAsync(store, outcome.Job, Samples.Question, titles);
    }

    private static string[] Titles(string list) =>
        [.. Enumerable.Range(0, 1_500).Select(i => $"{(i % 3 == 0 ? "head" : "clerk")} of {(i % 2 == 0 ? "sales" : "marketing")} {list}{i}")];

    private static async Task<int[]> AuditedRowsAsync(InMemoryStore store, Job job, Question question, string[] titles)
    {
        var audited = new List<int>();
        await foreach (var answer in store.ReadAsync(question.Version, "fake:teacher", TestContext.Current.CancellationToken))
        {
            if (answer.Job == job.Id && answer.Audit is not null)
            {
                audited.Add(Array.IndexOf(titles, answer.Text));
            }
        }

        return [.. audited];
    }

    private static Task<JobOutcome> RunAsync(InMemoryStore store, JobRequest request) =>
        new JobRunner(store, new RetryPolicy(), TimeProvider.System).RunAsync(
            request,
            new FakeTeacher(text => text.Contains("sales", StringComparison.Ordinal) ? "Sales" : "Marketing"),
            null,
            TestContext.Current.CancellationToken);

    /// <summary>Which of 40 rows are audited, from a store that stays as it is.</summary>
    private static async Task<string> AuditedAsync(FakeTimeProvider clock, Question? question = null)
    {
        var store = new InMemoryStore();
        var cascade = await Cascade.OpenAsync(
            question ?? Samples.Question, new FakeTeacher(_ => "Sales"), store, new CascadeOptions { Budget = new ErrorBudget(0.5, 0.95) }, clock,
            _ => new Prediction(0, 1, 0.001), TestContext.Current.CancellationToken);
        var sources = new List<DecisionSource>();
        for (var row = 0; row < 60; row++)
        {
            sources.Add((await cascade.ClassifyAsync($"row {row}", TestContext.Current.CancellationToken)).Decision.Source);
        }

        return string.Join(',', sources);
    }
}
