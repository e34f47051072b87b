using System.Collections.Concurrent;
using LeadScout.Jobs;
using LeadScout.Jobs.Reporting;
using LeadScout.Jobs.Running;
using LeadScout.Questions;
using LeadScout.StoreKit;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Limits;
using LeadScout.Teaching.Spending;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LeadScout.Tests.Teaching.Asking;

public sealed class EscalationTests
{
    private readonly InMemoryStore _store = new();
    private readonly FakeTeacher _first = new(
        text => text.StartsWith("odd", StringComparison.Ordinal) ? null : "Sales")
    { Name = "fake:small", Price = new(1, 1, 1) };
    private readonly FakeTeacher _second = new(_ => "Other") { Name = "fake:big", Price = new(10, 10, 10) };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_what_the_first_teacher_fails_at_goes_to_the_second()
    {
        var list = new ListInMemory("a", "odd", "bb", "odd 2", "ODD");

        var report = (await RunAsync(list)).Job.Report!;

        Assert.Equal(
            ["a|Sales|1|teacher", "odd|Other|1|teacher", "bb|Sales|1|teacher", "odd 2|Other|1|teacher", "ODD|Other|1|teacher"],
            list.Result!.Skip(1));
        Assert.Equal(3, _first.AskedTexts.Count(text => text == "odd"));
        Assert.Equal(["odd", "odd 2"], _second.AskedTexts.Order());
        Assert.Equal(4, report.AskedTexts);
        Assert.Equal(
            [("fake:small", 4, _first.Asks.Count), ("fake:big", 2, _second.Asks.Count)],
            report.Teachers.Select(bill => (bill.Teacher, bill.AskedTexts, bill.Calls)));
        Assert.Equal(report.Cost, report.Teachers[0].Cost!.Value + report.Teachers[1].Cost!.Value);
        Assert.Equal(report.Usage, report.Teachers[0].Usage + report.Teachers[1].Usage);
    }

    [Fact]
    public async Task Each_call_is_in_the_ledger_under_its_teacher_with_a_ceiling_at_its_own_price()
    {
        var ledger = await _store.CallsAsync((await RunAsync(new ListInMemory("odd"))).Job.Id, Cancellation);

        Assert.Equal([_first.Name, _first.Name, _first.Name, _second.Name], ledger.Select(line => line.Intent.Teacher));
        Assert.Equal(_second.Price!.Of(_second.Profile.Ceiling(_second.Asks[0])), ledger[^1].Intent.Ceiling);
        Assert.Equal(_second.Price.Of(ledger[^1].Usage), ledger[^1].Cost);
        var answer = Assert.Single(await _store.ReadAsync(Samples.Question.Version, _second.Name, Cancellation).ToListAsync(Cancellation));
        Assert.Equal(("odd", _second.Name), (answer.Text, answer.By));
    }

    [Fact]
    public async Task What_the_second_has_answered_is_never_asked_again()
    {
        await RunAsync(new ListInMemory("a", "odd"));
        var (before, list) = (_first.Asks.Count + _second.Asks.Count, new ListInMemory("odd", "odd", "a"));

        await RunAsync(list);

        Assert.Equal(before, _first.Asks.Count + _second.Asks.Count);
        Assert.Equal(["odd|Other|1|exact", "odd|Other|1|exact", "a|Sales|1|exact"], list.Result!.Skip(1));
    }

    [Fact]
    public async Task Without_second_opinion_the_answers_of_another_teacher_count_for_nothing()
    {
        await RunAsync(new ListInMemory("odd"));
        var list = new ListInMemory("odd", "b");

        await new JobRunner(_store, new RetryPolicy(), TimeProvider.System).RunAsync(Samples.Request(list), _first, null, Cancellation);

        Assert.Equal("odd|||undecided:failed", list.Result![1]);
    }

    [Fact]
    public async Task Stopped_between_the_two_it_goes_on_with_the_second_alone()
    {
        var list = new ListInMemory("odd", "b");
        using var interrupt = new CancellationTokenSource();
        var small = new FakeTeacher(
            text => text == "odd" ? null : "Sales")
        {
            Name = "fake:small",
            Delay = n => n == 3 ? interrupt.CancelAsync() : Task.CompletedTask
        };

        var stopped = await RunAsync(list, small, interrupt: interrupt.Token);
        var resumed = await RunAsync(list, small);

        Assert.Equal((JobState.Interrupted, JobState.Done), (stopped.Job.State, resumed.Job.State));
        Assert.Equal(["odd"], _second.AskedTexts);
        Assert.Equal(3, small.AskedTexts.Count(text => text == "odd"));
        Assert.Equal("odd|Other|1|teacher", list.Result![1]);
    }

    [Fact]
    public async Task A_text_that_both_fail_at_is_given_up_for_good()
    {
        var list = new ListInMemory("odd", "b");
        var second = new FakeTeacher(_ => null) { Name = "fake:big" };

        var job = (await RunAsync(list, second: second)).Job;
        await RunAsync(list, second: second);

        Assert.Equal("odd|||undecided:failed", list.Result![1]);
        Assert.Equal(3, second.Asks.Count);
        Assert.Equal(
            [new FailedText(Samples.Question.Version, TextKey.Of("odd"), "no label") { Teacher = "fake:big" }],
            await _store.FailuresAsync(job.Id, Cancellation));
    }

    [Fact]
    public async Task A_purse_that_is_too_small_for_the_second_stops_the_job_and_more_money_goes_on()
    {
        var list = new ListInMemory("odd", "b");
        var enoughForTheFirst = new Money(3 * _first.Price!.Of(new Usage(130, 0, 30)).NanoDollars);

        var poor = await RunAsync(list, maxCost: enoughForTheFirst);
        var rich = await RunAsync(list, maxCost: Money.OfDollars(1));

        Assert.Equal((JobState.OutOfMoney, JobState.Done), (poor.Job.State, rich.Job.State));
        Assert.True(poor.Job.Report!.Cost <= enoughForTheFirst);
        Assert.Equal(3, _first.AskedTexts.Count(text => text == "odd"));
        Assert.Equal(["odd"], _second.AskedTexts);
    }

    [Fact]
    public async Task What_is_too_long_for_one_goes_to_the_other_and_for_both_to_nobody()
    {
        var small = new FakeTeacher(
            text => text.StartsWith("odd", StringComparison.Ordinal) ? null : "Sales")
        { Name = "fake:small", MostCharacters = 12 };
        var big = new FakeTeacher(_ => "Other") { Name = "fake:big", MostCharacters = 20 };
        var list = new ListInMemory("a", "long for the first", "much too long for the both of them", "b");

        await RunAsync(list, small, big);

        Assert.Equal(
            ["a|Sales|1|teacher", "long for the first|Other|1|teacher", "much too long for the both of them|||undecided:too-long", "b|Sales|1|teacher"],
            list.Result!.Skip(1));
        Assert.Equal(["long for the first"], big.AskedTexts);
    }

    [Fact]
    public async Task What_is_too_long_for_both_is_given_up_without_a_call_and_says_for_whom()
    {
        var (small, big) = (new FakeTeacher(_ => "Sales") { Name = "fake:small", MostCharacters = 3 }, new FakeTeacher(_ => "Other") { Name = "fake:big", MostCharacters = 5 });
        var bench = new AskBench();

        var result = await bench.AskAsync(small, AskBench.Request("a", "longer"), new AskServiceOptions { Second = big });

        Assert.Equal((0, "longer than fake:big takes"), (result.Of(AskBench.AskAbout("a")).Label, result.Of(AskBench.AskAbout("longer")).Failure));
        Assert.Equal(["a"], small.AskedTexts.Concat(big.AskedTexts));
    }

    [Fact]
    public async Task Lessons_are_the_first_teachers_alone()
    {
        var small = new FakeTeacher(text => text == "odd" ? null : "Sales") { Name = "fake:small" };
        FakeTeacher? big = null;
        big = new FakeTeacher(_ => "Other") { Name = "fake:big", Mishap = (_, ask) => big!.Answer(ask) with { ThinkingTokens = 99 } };
        var (bench, request) = (new AskBench(), AskBench.Request("a", "odd") with { Lessons = new CallLessons(700, 1) });

        var result = await bench.AskAsync(small, request, new AskServiceOptions { Second = big });

        Assert.Equal([(1, 700), (1, 700)], AskBench.Shapes(small).Take(2));
        Assert.Equal([(1, null)], AskBench.Shapes(big));
        Assert.Equal(new CallLessons(700), result.Lessons);
        Assert.Equal((5, 3), (result.Calls, result.FailedCalls));
    }

    [Fact]
    public async Task Canaries_are_the_first_teachers_alone()
    {
        var bench = new AskBench();
        var known = new Canary(TextKey.Of("known"), "known", new Dictionary<QuestionVersion, int> { [Samples.Question.Version] = 0 });
        var request = AskBench.Request("odd 1", "odd 2") with { Canaries = new Canaries(1, [known], 1) };

        await bench.AskAsync(_first, request, new AskServiceOptions { Second = _second });

        Assert.Contains("known", _first.AskedTexts);
        Assert.Equal(["odd 1", "odd 2"], Assert.Single(_second.Asks).Texts);
    }

    [Fact]
    public async Task What_the_first_failed_at_stays_open_when_the_second_stops()
    {
        var big = new FakeTeacher(_ => "Other") { Name = "fake:big", Mishap = (_, ask) => FakeTeacher.Broken(ask, TeacherFaultKind.KeyRefused) };
        var bench = new AskBench();

        var result = await bench.AskAsync(_first, AskBench.Request("a", "odd"), new AskServiceOptions { Second = big });

        Assert.Equal(AskStopKind.TeacherUnavailable, result.Stop?.Kind);
        Assert.Equal((true, true), (result.Of(AskBench.AskAbout("a")).IsAnswered, result.Of(AskBench.AskAbout("odd")).IsOpen));
    }

    [Fact]
    public async Task Where_the_first_stops_the_second_is_not_asked()
    {
        var small = new FakeTeacher(_ => null) { Name = "fake:small", Mishap = (_, ask) => FakeTeacher.Broken(ask, TeacherFaultKind.KeyRefused) };

        var result = await new AskBench().AskAsync(small, AskBench.Request("a"), new AskServiceOptions { Second = _second });

        Assert.Equal((AskStopKind.TeacherUnavailable, 0), (result.Stop?.Kind, _second.Asks.Count));
    }

    [Fact]
    public async Task What_the_second_does_not_take_in_one_call_is_divided_and_what_it_does_not_take_at_all_is_given_up_without_a_call()
    {
        var big = new FakeTeacher(_ => "Other") { Name = "fake:big", MostCharacters = 7 };
        var list = new ListInMemory("odd 12", "odd 345", "odd 6789", "b");

        await RunAsync(list, second: big);
        var job = (await RunAsync(list, second: big)).Job;

        Assert.Equal(
            ["odd 12|Other|1|teacher", "odd 345|Other|1|teacher", "odd 6789|||undecided:failed", "b|Sales|1|teacher"],
            list.Result!.Skip(1));
        Assert.Equal(["odd 12", "odd 345"], big.Asks.Select(ask => Assert.Single(ask.Texts)));
        Assert.Equal(JobState.Done, job.State);
    }

    [Fact]
    public async Task Nonsense_of_both_stops_the_job_and_of_the_first_alone_does_not()
    {
        var (nonsense, second) = (new FakeTeacher(_ => null) { Name = "fake:small" }, new FakeTeacher(_ => null) { Name = "fake:big" });

        var helped = await RunAsync(new ListInMemory([.. Samples.Titles(20)]), nonsense);
        var lost = await new JobRunner(new InMemoryStore(), new RetryPolicy(), TimeProvider.System).RunAsync(
            Samples.Request(new ListInMemory([.. Samples.Titles(20)])), nonsense, second, null, Cancellation);

        Assert.Equal((JobState.Done, JobState.TeacherUnavailable), (helped.Job.State, lost.Job.State));
        Assert.Contains("fake:big has not given one usable answer", $"{lost.StoppedBecause}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_keeps_to_the_limits_on_calls_a_minute_too()
    {
        var (clock, asked) = (new FakeTimeProvider(), new ConcurrentQueue<DateTimeOffset>());
        var second = new FakeTeacher(_ => "Other")
        {
            Name = "fake:big",
            Delay = _ =>
            {
                asked.Enqueue(clock.GetUtcNow());
                return Task.CompletedTask;
            },
        };
        var service = new AskService(
            _first,
            _store,
            new SpendingLimit(null, Money.Zero),
            new AskServiceOptions { Clock = clock, Limits = new RateLimits(RequestsPerMinute: 1), Second = second });

        PlannedAsk[] asks =
            [.. new[] { "odd 1", "odd 2" }.Select(text => new PlannedAsk(Samples.Question, TextKey.Of(text), text) { IsGivenUp = true })];
        var asking = Task.WhenAll(
            asks.Select((ask, batch) => service.AskAsync(new AskRequest(null, BatchId.OfPlan(batch), [ask]), Cancellation)));
        while (!asking.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(20));
            await Task.Yield();
        }

        var results = await asking;
        Assert.All(asks.Zip(results), pair => Assert.True(pair.Second.Of(pair.First).IsAnswered));
        Assert.Equal(2, asked.Count);
        Assert.True(asked.Max() - asked.Min() > TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_limit_on_money_needs_both_prices_and_the_two_must_differ()
    {
        var free = new FakeTeacher(_ => "Other") { Name = "fake:big", Price = null };

        Assert.Contains(
            "fake:big",
            (await Assert.ThrowsAsync<BadInputException>(() => RunAsync(new ListInMemory("a"), second: free, maxCost: new Money(1)))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "second opinion",
            (await Assert.ThrowsAsync<BadInputException>(() => RunAsync(new ListInMemory("a"), second: _first))).Message,
            StringComparison.Ordinal);
    }

    private Task<JobOutcome> RunAsync(
        ListInMemory list,
        FakeTeacher? first = null,
        FakeTeacher? second = null,
        Money? maxCost = null,
        CancellationToken? interrupt = null) =>
        new JobRunner(_store, new RetryPolicy(), TimeProvider.System).RunAsync(
            Samples.Request(list, Samples.AskEverything with { MaxCost = maxCost }), first ?? _first, second ?? _second, null,
            interrupt ?? Cancellation);
}
