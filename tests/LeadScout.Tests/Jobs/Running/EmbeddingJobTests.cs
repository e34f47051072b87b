using LeadScout.Answers;
using LeadScout.Hints;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Reporting;
using LeadScout.Jobs.Running;
using LeadScout.Questions;
using LeadScout.StoreKit;
using LeadScout.Streaming;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Limits;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LeadScout.Tests.Jobs.Running;

public sealed class EmbeddingJobTests
{
    private const int Dimensions = 16;
    private static readonly JobSettings Learning = new() { RowsPerCall = 10, Concurrency = 2 };
    private readonly InMemoryStore _store = new();

    // Words say nothing, meanings all.
    private static readonly string[] Titles = [.. Enumerable.Range(0, 600).Select(i => $"w{i}q")];

    [Fact]
    public async Task What_texts_mean_saves_asks_where_words_say_nothing()
    {
        var (plain, seeing) = (Teacher(), Teacher());
        await RunAsync(plain, null, new InMemoryStore());
        var outcome = await RunAsync(seeing, Embedder());
        Assert.Equal(JobState.Done, outcome.Job.State);
        Assert.True(outcome.Job.Report!.Certificate.Holds);
        Assert.InRange(seeing.AskedTexts.Count, 1, plain.AskedTexts.Count - 100);
    }

    [Fact]
    public async Task Every_text_is_embedded_once_whatever_runs_later()
    {
        var first = Embedder();
        await RunAsync(Teacher(), first);
        Assert.Equal(Titles.Order(StringComparer.Ordinal), first.Texts.Order(StringComparer.Ordinal));

        var again = Embedder();
        await RunAsync(Teacher(), again);
        await RunAsync(Teacher(), again, titles: [.. Titles.Take(300), "something new"]);
        Assert.Equal(["something new"], again.Texts);
    }

    [Fact]
    public async Task An_earlier_list_s_answers_are_embedded_too_for_they_are_lessons()
    {
        await RunAsync(Teacher(), null, titles: [.. Titles.Take(20)], settings: Samples.AskEverything);
        var embedder = Embedder();
        await RunAsync(Teacher(), embedder, titles: [.. Titles.Skip(20)]);
        Assert.Equal(Titles.Length, embedder.Texts.Count);
    }

    [Fact]
    public async Task The_vectors_in_the_store_are_what_counts_whatever_the_embedder_would_make_of_the_texts_now()
    {
        var asked = Teacher();
        await RunAsync(asked, Embedder());

        var copy = new InMemoryStore();
        var keys = Titles.Select(TextKey.Of).ToArray();
        var vectors = await _store.VectorsAsync("fake:1", keys, TestContext.Current.CancellationToken);
        await copy.KeepVectorsAsync(
            "fake:1", [.. keys.Zip(vectors, KeyValuePair.Create)], DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);
        var elsewhere = Teacher();
        await RunAsync(elsewhere, new FakeEmbedder(_ => new float[Dimensions]), copy);
        Assert.Equal(asked.AskedTexts, elsewhere.AskedTexts);
    }

    [Fact]
    public async Task A_job_that_is_interrupted_while_it_embeds_is_saved_and_goes_on_from_there()
    {
        using var interrupt = new CancellationTokenSource();
        var cut = Embedder(calls =>
        {
            if (calls == 7)
            {
                interrupt.Cancel();
            }
        });
        var teacher = Teacher();
        await Assert.ThrowsAsync<OperationCanceledException>(() => RunAsync(teacher, cut, interrupt: interrupt.Token));
        Assert.Equal(JobState.Interrupted, Assert.Single(await _store.ListAsync(TestContext.Current.CancellationToken)).State);
        Assert.Empty(teacher.Asks);

        var rest = Embedder();
        var outcome = await RunAsync(teacher, rest);
        Assert.Equal(JobState.Done, outcome.Job.State);
        Assert.Equal(Titles.Length, cut.Texts.Count + rest.Texts.Count);
        Assert.Empty(cut.Texts.Intersect(rest.Texts));

        var atOnce = Teacher();
        await RunAsync(atOnce, Embedder(), new InMemoryStore());
        Assert.Equal(atOnce.AskedTexts, teacher.AskedTexts);
    }

    [Fact]
    public async Task Vectors_that_cost_nothing_are_kept_many_calls_at_a_time_and_never_long_after_they_were_made()
    {
        const int Slow = 20; // the call that takes long
        var clock = new FakeTimeProvider();
        var keys = Titles.Select(TextKey.Of).ToArray();
        var kept = new List<int>();
        var embedder = new FakeEmbedder(MeaningOf)
        {
            Delay = async call =>
            {
                kept.Add((await _store.VectorsAsync("fake:1", keys)).Count(vector => !vector.IsEmpty));
                clock.Advance(TimeSpan.FromSeconds(call == Slow ? 6 : 0));
            },
        };
        await new JobRunner(_store, new RetryPolicy(), clock).RunAsync(
            Request(embedder, Titles), Teacher(), null, TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Range(0, Titles.Length / 10).Select(call => call <= Slow ? 0 : 10 * (Slow + 1)), kept);
        Assert.All(await _store.VectorsAsync("fake:1", keys, TestContext.Current.CancellationToken), vector => Assert.False(vector.IsEmpty));
    }

    [Fact]
    public async Task Large_vectors_are_kept_more_often_for_a_store_takes_them_in_one_statement()
    {
        using var interrupt = new CancellationTokenSource();
        var keys = Titles.Select(TextKey.Of).ToArray();
        var kept = new List<int>();
        float[] large = [1, .. new float[99_999]];
        var embedder = new FakeEmbedder(_ => large)
        {
            Delay = async call =>
            {
                kept.Add((await _store.VectorsAsync("fake:1", keys)).Count(vector => !vector.IsEmpty));
                if (call == 9)
                {
                    await interrupt.CancelAsync();
                }
            },
        };
        await Assert.ThrowsAsync<OperationCanceledException>(() => RunAsync(Teacher(), embedder, interrupt: interrupt.Token));
        Assert.Equal([.. Enumerable.Repeat(0, 8), 80, 80], kept);
    }

    [Fact]
    public async Task What_was_made_before_an_embedder_fails_is_kept()
    {
        var failing = new FakeEmbedder(MeaningOf) { Mishap = call => call == 7 ? new EmbeddingReply { Vectors = [] } : null };
        Assert.Equal(JobState.TeacherUnavailable, (await RunAsync(Teacher(), failing)).Job.State);
        var rest = Embedder();
        await RunAsync(Teacher(), rest);
        Assert.Equal(Titles.Length - 70, rest.Texts.Count);
    }

    [Fact]
    public async Task Resumed_after_answers_it_asks_what_it_would_have_asked()
    {
        using var interrupt = new CancellationTokenSource();
        var teacher = new FakeTeacher(LabelOf)
        {
            Delay = number =>
            {
                if (number == 6)
                {
                    interrupt.Cancel();
                }

                return Task.CompletedTask;
            },
        };
        await RunAsync(teacher, Embedder(), interrupt: interrupt.Token);
        await RunAsync(teacher, Embedder());
        var atOnce = Teacher();
        await RunAsync(atOnce, Embedder(), new InMemoryStore());
        Assert.Equal(atOnce.AskedTexts, teacher.AskedTexts);
    }

    [Fact]
    public async Task Another_model_is_another_job_and_none_is_the_job_of_before()
    {
        var request = Samples.Request(new ListInMemory(Titles), Learning);
        var none = JobIdentity.Of(request, "fake:teacher", null);
        var one = JobIdentity.Of(request with { Embedder = Embedder() }, "fake:teacher", null);
        var two = JobIdentity.Of(
            request with { Embedder = new FakeEmbedder(MeaningOf) { Model = "fake:2" } }, "fake:teacher", null);
        Assert.Equal(3, new[] { none, one, two }.Distinct().Count());
        Assert.Equal(none, JobIdentity.Of(request with { Embedder = null }, "fake:teacher", null));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_forecast_without_a_probe_embeds_nothing_and_says_what_would_be()
    {
        var embedder = Embedder();
        var forecast = await Runner().ForecastAsync(
            Request(embedder, Titles), Teacher().Profile, null, null, TestContext.Current.CancellationToken);
        Assert.Empty(embedder.Texts);
        Assert.Equal(new EmbeddingNeed("fake:1", Titles.Length), forecast.Findings.Embedding);
    }

    [Fact]
    public async Task A_probe_asks_what_the_job_asks_first()
    {
        var probed = Teacher();
        await Runner().ProbeAsync(Request(Embedder(), Titles), probed, null, 40, null, TestContext.Current.CancellationToken);
        await RunAsync(probed, Embedder());
        var atOnce = Teacher();
        await RunAsync(atOnce, Embedder(), new InMemoryStore());
        Assert.Equal(atOnce.AskedTexts, probed.AskedTexts);
    }

    [Fact]
    public async Task Who_does_not_agree_has_nothing_embedded()
    {
        var embedder = Embedder();
        ListFindings? shown = null;
        var runner = new JobRunner(_store, new RetryPolicy(), TimeProvider.System)
        {
            Agree = (found, _) =>
            {
                shown = found;
                return Task.FromResult(false);
            },
        };
        await Assert.ThrowsAsync<NotAgreedException>(
            () => runner.RunAsync(Request(embedder, Titles), Teacher(), null, TestContext.Current.CancellationToken));
        Assert.Empty(embedder.Texts);
        Assert.Equal(Titles.Length, shown!.Embedding!.Texts);
    }

    [Fact]
    public async Task A_list_of_which_all_is_known_is_not_embedded()
    {
        await RunAsync(Teacher(), null, titles: [.. Titles.Take(20)], settings: Samples.AskEverything);
        var embedder = Embedder();
        await RunAsync(Teacher(), embedder, titles: [.. Titles.Take(20)], settings: Samples.AskEverything);
        Assert.Empty(embedder.Texts);
    }

    [Fact]
    public async Task The_nearest_answers_of_a_text_that_the_student_decided_are_of_its_meaning()
    {
        var teacher = Teacher();
        await RunAsync(teacher, Embedder());
        var decided = Titles.Except(teacher.AskedTexts).First();
        var near = (await ExplainAsync(decided)).Like!;
        Assert.Equal(NearAnswer.Most, near.Count);
        Assert.All(near, answer => Assert.Equal(LabelOf(decided), answer.Label));
        Assert.All(near, answer => Assert.Contains(answer.Text, teacher.AskedTexts));
        Assert.Equal(near.OrderByDescending(answer => answer.Likeness), near);
        Assert.Null((await ExplainAsync("never embedded")).Like);

        Task<Classification> ExplainAsync(string text) =>
            Explanation.OfAsync(Samples.Question, "fake:teacher", _store, _store, text, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_forgotten_text_has_no_vector_although_it_was_never_asked()
    {
        var teacher = Teacher();
        await RunAsync(teacher, Embedder());
        var key = TextKey.Of(Titles.Except(teacher.AskedTexts).First());
        Assert.Equal(["fake:1"], await _store.VectorModelsAsync(key, TestContext.Current.CancellationToken));
        var forgotten = await _store.ForgetAsync(Forgetting.Texts([key]), TestContext.Current.CancellationToken);
        Assert.Equal((true, 1L), (forgotten.Any, forgotten.Vectors));
        Assert.Empty(await _store.VectorModelsAsync(key, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_sent_is_journaled_call_by_call_and_is_on_the_bill()
    {
        var embedder = Sending();
        var outcome = await RunAsync(Teacher(), embedder);
        var ledger = await _store.CallsAsync(outcome.Job.Id, TestContext.Current.CancellationToken);
        var calls = ledger.Where(line => line.Intent.Batch.Kind == BatchKind.Embedding).ToArray();
        Assert.Equal(embedder.Texts.Count / 10, calls.Length);
        Assert.Equal(Enumerable.Range(0, calls.Length), calls.Select(line => (int)line.Intent.Batch.Number).Order());
        Assert.All(calls, line => Assert.Equal((CallState.Answered, "fake:1", new Money(100_000)), (line.State, line.Intent.Teacher, line.Intent.Ceiling)));
        var bill = outcome.Job.Report!.Embeddings!;
        Assert.Equal((Titles.Length, 8L * Titles.Length, new Money(8_000L * Titles.Length)), (bill.Texts, bill.Tokens, bill.Cost));
        Assert.Equal(outcome.Job.Report.AskedTexts, ledger.Except(calls).SelectMany(line => line.Intent.Texts).Distinct().Count());
    }

    [Fact]
    public async Task Interrupted_while_it_sends_texts_it_keeps_what_came_home_and_sends_nothing_twice()
    {
        using var interrupt = new CancellationTokenSource();
        var cut = Sending(calls =>
        {
            if (calls == 7)
            {
                interrupt.Cancel();
            }
        });
        var teacher = Teacher();
        var stopped = await RunAsync(teacher, cut, interrupt: interrupt.Token);
        Assert.Equal((JobState.Interrupted, cut.Texts.Count), (stopped.Job.State, stopped.Job.Report!.Embeddings!.Texts));
        Assert.Empty(teacher.Asks);

        var rest = Sending();
        await RunAsync(teacher, rest);
        Assert.Equal(Titles.Length, cut.Texts.Count + rest.Texts.Count);
        Assert.Empty(cut.Texts.Intersect(rest.Texts));
        var atOnce = Teacher();
        await RunAsync(atOnce, Embedder(), new InMemoryStore());
        Assert.Equal(atOnce.AskedTexts, teacher.AskedTexts);
    }

    [Fact]
    public async Task A_forecast_counts_what_embedding_costs()
    {
        var plain = await Runner().ForecastAsync(Request(null, Titles), Teacher().Profile, null, null, TestContext.Current.CancellationToken);
        var forecast = await Runner().ForecastAsync(Request(Sending(), Titles), Teacher().Profile, null, null, TestContext.Current.CancellationToken);
        var need = forecast.Findings.Embedding!;
        Assert.Equal((Titles.Length, 8L * Titles.Length, "far away"), (need.Texts, need.Tokens, need.SentTo));
        Assert.Equal(plain.Left.Cost!.Value.Most + need.Cost!.Value, forecast.Left.Cost!.Value.Most);
        var unknown = new FakeEmbedder(MeaningOf) { SentTo = "far away", Price = null };
        var open = await Runner().ForecastAsync(Request(unknown, Titles), Teacher().Profile, null, null, TestContext.Current.CancellationToken);
        Assert.Null(open.Left.Cost);
    }

    private static FakeEmbedder Sending(Action<int>? calling = null) =>
        new(MeaningOf) { Calling = calling ?? (_ => { }), SentTo = "far away", Price = new Price(1, 1, 0) };

    private static FakeTeacher Teacher() => new(LabelOf);

    private static FakeEmbedder Embedder(Action<int>? calling = null) => new(MeaningOf) { Calling = calling ?? (_ => { }) };

    private static int ClusterOf(string text) => text.Length > 2 && int.TryParse(text[1..^1], out var number) ? number % 3 : 0;

    private static string LabelOf(string text) => Samples.Question.Labels[ClusterOf(text)].Name;

    private static float[] MeaningOf(string text)
    {
        var vector = Vector.Random(Dimensions, Hash128.Of(text).Upper);
        vector[ClusterOf(text)] += 1.5f;
        return vector;
    }

    private static JobRequest Request(FakeEmbedder? embedder, IReadOnlyList<string> titles, JobSettings? settings = null) =>
        Samples.Request(new ListInMemory(titles), settings ?? Learning) with { Embedder = embedder };

    private JobRunner Runner(InMemoryStore? store = null) => new(store ?? _store, new RetryPolicy(), TimeProvider.System);

    private Task<JobOutcome> RunAsync(
        FakeTeacher teacher, FakeEmbedder? embedder, InMemoryStore? store = null, IReadOnlyList<string>? titles = null,
        JobSettings? settings = null, CancellationToken? interrupt = null) =>
        Runner(store).RunAsync(
            Request(embedder, titles ?? Titles, settings), teacher, null, interrupt ?? TestContext.Current.CancellationToken);
}
