using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Reporting;
using LeadScout.Jobs.Running;
using LeadScout.StoreKit;
using LeadScout.Streaming;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Limits;
using LeadScout.Teaching.Spending;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Teaching.Asking;

/// <summary>A job and single asks on one log pay for no text twice, whoever comes first.</summary>
public sealed class InFlightTextsTests
{
    private readonly InMemoryStore _store = new();
    private readonly InFlightTexts _inFlight;

    public InFlightTextsTests() => _inFlight = new InFlightTexts(_store);

    private static CancellationToken Gone => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_does_not_ask_what_a_single_ask_has_answered_since_it_began()
    {
        var first = new Hold();
        var teacher = new FakeTeacher(_ => "Sales") { Delay = number => number == 1 ? first.WaitAsync() : Task.CompletedTask };
        var cascade = await CascadeAsync(teacher);
        var job = JobAsync(teacher, "a", "z", "b");
        await first.Begun;
        await cascade.ClassifyAsync("z", Gone);
        first.Release();

        Assert.Equal(JobState.Done, (await job).Job.State);
        Assert.Equal(["a", "b", "z"], teacher.AskedTexts.Order());
    }

    [Fact]
    public async Task A_job_waits_for_what_a_single_ask_has_in_flight()
    {
        var (first, second) = (new Hold(), new Hold());
        var teacher =
            new FakeTeacher(_ => "Sales") { Delay = number => number == 1 ? first.WaitAsync() : number == 2 ? second.WaitAsync() : Task.CompletedTask };
        var cascade = await CascadeAsync(teacher);
        var job = JobAsync(teacher, "a", "z");
        await first.Begun;
        var single = cascade.ClassifyAsync("z", Gone);
        await second.Begun;
        first.Release();
        Assert.False(job.IsCompleted);
        second.Release();

        Assert.Equal(JobState.Done, (await job).Job.State);
        Assert.Equal("Sales", (await single).Label);
        Assert.Equal(["a", "z"], teacher.AskedTexts.Order());
    }

    [Fact]
    public async Task A_single_ask_waits_for_what_a_job_has_in_flight_and_costs_nothing()
    {
        var first = new Hold();
        var teacher = new FakeTeacher(_ => "Sales") { Delay = _ => first.WaitAsync() };
        var cascade = await CascadeAsync(teacher);
        var job = JobAsync(teacher, "a");
        await first.Begun;
        var single = cascade.ClassifyAsync("A ", Gone);
        first.Release();

        Assert.Equal(("Sales", DecisionSource.Teacher, null), ((await single).Label, (await single).Decision.Source, (await single).Bill));
        await job;
        Assert.Equal(["a"], teacher.AskedTexts);
    }

    [Fact]
    public async Task What_another_asked_in_vain_is_asked_again()
    {
        var first = new Hold();
        var patient = new FakeTeacher(_ => null) { Delay = _ => first.WaitAsync() };
        var cascade = await CascadeAsync(patient);
        var single = cascade.ClassifyAsync("z", Gone);
        await first.Begun;
        var job = JobAsync(new FakeTeacher(_ => "Sales"), "z");
        first.Release();

        Assert.Equal(JobState.Done, (await job).Job.State);
        Assert.Equal(1, (await job).Job.Report!.RowsBySource[DecisionSource.Teacher]);
        Assert.Equal(UndecidedReason.Failed, (await single).Decision.Reason);
    }

    [Fact]
    public async Task However_they_meet_each_text_is_asked_once()
    {
        string[] texts = [.. Samples.Titles(120)];
        var first = new TaskCompletionSource();
        var teacher = new FakeTeacher(_ => "Sales") { Delay = async number => await (number == 1 ? first.Task : Task.Run(() => { })) };
        var cascade = await CascadeAsync(teacher);
        var job = JobAsync(teacher, texts);
        var singles = texts.Reverse().Select(text => Task.Run(() => cascade.ClassifyAsync(text, Gone), Gone)).ToArray();
        first.SetResult();

        Assert.All(await Task.WhenAll(singles), single => Assert.Equal("Sales", single.Label));
        Assert.Equal(JobState.Done, (await job).Job.State);
        Assert.Equal(texts.Order(StringComparer.Ordinal), teacher.AskedTexts.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_wish_to_stop_ends_the_waiting_for_others()
    {
        var first = new Hold();
        var cascade = await CascadeAsync(new FakeTeacher(_ => "Sales") { Delay = _ => first.WaitAsync() });
        var single = cascade.ClassifyAsync("z", Gone);
        await first.Begun;
        using var stop = new CancellationTokenSource();
        var job = JobAsync(new FakeTeacher(_ => "Sales"), stop.Token, "z");
        await stop.CancelAsync();

        Assert.Equal(JobState.Interrupted, (await job).Job.State);
        first.Release();
        await single;
    }

    [Theory]
    [InlineData("1", "1", false)]
    [InlineData("1", "2", true)]
    [InlineData("1", null, true)]
    [InlineData(null, null, true)]
    [InlineData(null, "2", true)]
    public async Task What_is_in_the_log_by_now_is_taken_and_is_from_elsewhere_unless_the_job_itself_asked_it(string? before, string? now, bool isFromElsewhere)
    {
        var teacher = new FakeTeacher(text => text == "b" ? "Marketing" : "Sales");
        var service = new AskService(teacher, _store, new SpendingLimit(null, Money.Zero), new AskServiceOptions { InFlight = _inFlight });
        await service.AskAsync(RequestOf(before, "a"), Gone);

        var result = await service.AskAsync(RequestOf(now, "a", "b"), Gone);

        Assert.Equal(
            [(0, isFromElsewhere), (1, false)], RequestOf(now, "a", "b").Asks.Select(ask => (result.Of(ask).Label, result.Of(ask).IsFromElsewhere)));
        Assert.Equal(["a", "b"], teacher.AskedTexts);
        Assert.Equal(["a", "b"], result.Answers.Select(answer => answer.Text).Order());
    }

    [Fact]
    public async Task What_other_processes_are_asking_is_waited_for_and_what_was_claimed_is_let_go_of()
    {
        var log = new ClaimedLog(_store) { Others = { TextKey.Of("z") } };
        var teacher = new FakeTeacher(_ => "Sales");
        var service = new AskService(teacher, _store, new SpendingLimit(null, Money.Zero), new AskServiceOptions { InFlight = new InFlightTexts(log) });
        log.Claiming = round =>
        {
            Assert.Equal(round == 1 ? ["a", "z"] : ["z"], log.Wanted.Select(key => key == TextKey.Of("z") ? "z" : "a").Order());
            if (round == 3)
            {
                log.Others.Clear();
            }
        };

        var result = await service.AskAsync(RequestOf("1", "a", "z"), Gone);

        Assert.Equal((2, 3), (result.Answers.Length, log.Rounds));
        Assert.Equal(["a", "z"], teacher.AskedTexts);
        Assert.Empty(log.Claimed);
    }

    [Fact]
    public async Task Claims_are_let_go_of_whatever_breaks()
    {
        var log = new ClaimedLog(_store);
        var teacher = new FakeTeacher(_ => "Sales") { Delay = _ => Task.FromException(new InvalidOperationException("broken")) };
        var service = new AskService(teacher, _store, new SpendingLimit(null, Money.Zero), new AskServiceOptions { InFlight = new InFlightTexts(log) });

        await Assert.ThrowsAsync<TeacherException>(() => service.AskAsync(RequestOf("1", "a"), Gone));

        Assert.Equal((1, 0), (log.Rounds, log.Claimed.Count));
    }

    [Theory]
    [InlineData("1", "1", "teacher", true)]
    [InlineData("1", "2", "teacher", false)]
    [InlineData("1", null, "teacher", false)]
    [InlineData(null, null, "teacher", false)]
    [InlineData(null, "1", "teacher", false)]
    [InlineData(null, null, "another", true)]
    public void What_is_in_flight_is_waited_for_unless_the_same_job_or_another_teacher_is_asked(string? first, string? second, string teacher, bool isOwn)
    {
        _inFlight.Take(RequestOf(first, "a"), "teacher");

        var claim = _inFlight.Take(RequestOf(second, "a", "b"), teacher);

        Assert.Equal(isOwn ? ["a", "b"] : ["b"], claim.Own.Select(ask => ask.Text));
        Assert.Equal(isOwn ? [] : ["a"], claim.Others.Select(other => other.Ask.Text));
    }

    [Fact]
    public async Task What_has_landed_is_no_longer_in_flight_and_each_gets_its_own_answer_or_none()
    {
        var flight = _inFlight.Take(RequestOf("1", "a", "b"), "teacher");
        var sameJob = _inFlight.Take(RequestOf("1", "a"), "teacher");
        var other = _inFlight.Take(RequestOf("2", "a", "b"), "teacher");
        sameJob.Land([]); // was not the first to ask
        Assert.Single(_inFlight.Take(RequestOf("3", "a"), "teacher").Others);
        var (b, otherQuestion) = (AnswerTo("b"), AnswerTo("a") with { Question = AskBench.Level.Version });

        flight.Land([otherQuestion, b]);

        Assert.Null(await other.Others[0].Answer);
        Assert.Same(b, await other.Others[1].Answer);
        Assert.Equal(2, _inFlight.Take(RequestOf("3", "a", "b"), "teacher").Own.Count);
    }

    [Fact]
    public async Task Where_nothing_is_to_be_asked_nothing_is_claimed()
    {
        var log = new ClaimedLog(_store);

        Assert.Empty(await new InFlightTexts(log).ClaimAsync(RequestOf("1", "a"), "teacher", [], Gone));

        Assert.Equal(0, log.Rounds);
    }

    [Fact]
    public async Task What_stops_the_service_ends_the_asking_of_what_is_still_open()
    {
        var (teacher, bench) = (new FakeTeacher(_ => null) { Mishap = (_, ask) => FakeTeacher.Broken(ask, TeacherFaultKind.KeyRefused) }, new AskBench());

        var result = await bench.AskAsync(teacher, AskBench.Request("a"), new AskServiceOptions { InFlight = new InFlightTexts(bench.Store) });

        Assert.Equal((AskStopKind.TeacherUnavailable, 1), (result.Stop?.Kind, teacher.Asks.Count));
    }

    [Fact]
    public async Task A_wish_to_stop_ends_the_waiting_for_what_another_asks_and_says_so()
    {
        var (first, bench) = (new Hold(), new AskBench());
        var service = bench.ServiceOf(new FakeTeacher(_ => "Sales") { Delay = _ => first.WaitAsync() }, new AskServiceOptions { InFlight = new InFlightTexts(bench.Store) });
        var asking = service.AskAsync(RequestOf("1", "a"), Gone);
        using var stop = new CancellationTokenSource();
        var waiting = service.AskAsync(RequestOf("2", "a"), stop.Token);

        await stop.CancelAsync();

        Assert.Equal((AskStopKind.Interrupted, 0), ((await waiting).Stop?.Kind, (await waiting).Calls));
        first.Release();
        Assert.Equal(1, (await asking).Calls);
    }

    [Fact]
    public async Task Who_asks_again_is_not_told_what_is_in_the_log()
    {
        var (teacher, bench) = (new FakeTeacher(_ => "Sales"), new AskBench());
        var options = new AskServiceOptions { InFlight = new InFlightTexts(bench.Store) };
        await bench.AskAsync(teacher, AskBench.Request("a"), options);

        var result = await bench.AskAsync(teacher, AskBench.Request("a") with { AsksAgain = true }, options);

        Assert.Equal((2, 1), (teacher.Asks.Count, result.Calls));
    }

    [Fact]
    public async Task What_the_second_teacher_has_answered_is_taken_too()
    {
        var (teacher, second, bench) = (new FakeTeacher(_ => null), new FakeTeacher(_ => "Other") { Name = "fake:second" }, new AskBench());
        var options = new AskServiceOptions { InFlight = new InFlightTexts(bench.Store), Second = second };
        await bench.AskAsync(teacher, AskBench.Request("a"), options);

        var result = await bench.AskAsync(teacher, AskBench.Request("a"), options);

        Assert.Equal((2, 0, 1), (result.Of(AskBench.AskAbout("a")).Label, result.Calls, second.Asks.Count));
    }

    private static Answer AnswerTo(string text) => new()
    {
        Question = Samples.Question.Version,
        Key = TextKey.Of(text),
        Text = text,
        Label = "Sales",
        Source = AnswerSource.Teacher,
        By = "teacher",
        At = DateTimeOffset.UnixEpoch,
    };

    private static AskRequest RequestOf(string? job, params string[] texts) => new(
        job is null ? null : new JobId(string.Concat(Enumerable.Repeat(job, 12))), default, [.. texts.Select(text => new PlannedAsk(Samples.Question, TextKey.Of(text), text))]);

    private Task<Cascade> CascadeAsync(FakeTeacher teacher) =>
        Cascade.OpenAsync(
            Samples.Question,
            teacher,
            _store,
            new CascadeOptions { InFlight = _inFlight, Budget = Samples.AskEverything.Budget },
            TimeProvider.System,
            Gone);

    private Task<JobOutcome> JobAsync(FakeTeacher teacher, params string[] texts) => JobAsync(teacher, Gone, texts);

    private Task<JobOutcome> JobAsync(FakeTeacher teacher, CancellationToken stop, params string[] texts)
    {
        var request = new JobRequest(
            new ListInMemory(texts).File, "out", Samples.Question, Samples.AskEverything with { RowsPerCall = 1, Concurrency = 1 });
        return new JobRunner(_store, new RetryPolicy(), TimeProvider.System, inFlight: _inFlight).RunAsync(request, teacher, null, stop);
    }

    /// <summary>A call that is held back once it has begun: from then on its texts are in flight, whichever thread got there.</summary>
    private sealed class Hold
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => _begun.Task.WaitAsync(Gone);

        public Task WaitAsync()
        {
            _begun.TrySetResult();
            return _released.Task;
        }

        public void Release() => _released.SetResult();
    }
}
