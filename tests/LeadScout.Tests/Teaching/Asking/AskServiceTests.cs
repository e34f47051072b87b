using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
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

public sealed class AskServiceTests
{
    private static readonly JobId Job = new("0123456789ab");
    private readonly InMemoryStore _store = new();
    private readonly FakeTimeProvider _clock = new() { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };
    private DateTimeOffset _loadedAt;

    [Fact]
    public async Task An_item_left_out_is_asked_again_alone_and_the_rest_is_kept()
    {
        var teacher = new FakeTeacher(_ => "Sales")
        {
            Mishap = (n, ask) =>
                n == 1 ? new Reply { Items = [AskOutcome.Answered(0), AskOutcome.Failed("missing"), AskOutcome.Answered(2)] } : null,
        };

        var result = await AskAsync(teacher, "a", "b", "c");

        Assert.Equal([0, 0, 2], OutcomesOf(result, "a", "b", "c").Select(outcome => outcome.Label));
        Assert.Equal(["a", "b", "c", "b"], teacher.AskedTexts);
        Assert.Equal(2, result.Calls);
        Assert.Equal([1, 2], (await _store.CallsAsync(Job, TestContext.Current.CancellationToken)).Select(line => line.Intent.Attempt));
    }

    [Fact]
    public async Task What_a_teacher_leaves_open_in_its_reply_is_no_answer_and_is_asked_again()
    {
        var teacher = new FakeTeacher(_ => "Sales")
        {
            Mishap = (_, ask) => ask.Texts.Contains("silent") ? new Reply { Items = [.. ask.Texts.Select(_ => default(AskOutcome))] } : null,
        };

        var result = await AskAsync(teacher, "silent");

        Assert.Equal("missing from the reply", OutcomesOf(result, "silent")[0].Failure);
        Assert.Equal(new RetryPolicy().TriesPerText, teacher.Asks.Count);
    }

    [Fact]
    public async Task Each_outcome_is_found_by_its_question_and_text_in_whatever_order_they_were_asked()
    {
        var other = new Question("other", "Which other label?", Samples.Question.Text, Samples.Question.Labels);
        var teacher = new FakeTeacher(_ => null)
        {
            ToQuestion = (question, text) => (question.Name, text) switch
            {
                ("other", "b") => null,
                ("other", _) => "Other",
                _ => text == "a" ? "Sales" : "Marketing",
            },
        };
        PlannedAsk[] asks = [AskAbout("b"), new(other, TextKey.Of("a"), "a"), AskAbout("a"), new(other, TextKey.Of("b"), "b"), AskAbout("c")];

        var result = await ServiceOf(teacher).AskAsync(new AskRequest(Job, default, [.. asks]), TestContext.Current.CancellationToken);

        Assert.Equal([1, 2, 0, -1, 1], asks.Select(ask => result.Of(ask).Label));
        Assert.Equal(asks.Length, result.Outcomes.Count);
    }

    [Fact]
    public async Task A_text_that_fails_three_times_is_given_up_with_the_reason_and_journaled()
    {
        var teacher = new FakeTeacher(text => text == "odd" ? null : "Sales");

        var result = await AskAsync(teacher, "a", "odd");

        Assert.Null(result.Stop);
        Assert.Equal("no label", Assert.Single(OutcomesOf(result, "odd")).Failure);
        Assert.Equal(3, teacher.AskedTexts.Count(text => text == "odd"));
        Assert.Equal(
            [new FailedText(Samples.Question.Version, TextKey.Of("odd"), "no label") { Teacher = teacher.Name }],
            await _store.FailuresAsync(Job, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_reply_cut_off_by_length_halves_the_batch_until_it_fits()
    {
        var teacher =
            new FakeTeacher(_ => "Other") { Mishap = (_, ask) => ask.Texts.Length > 2 ? FakeTeacher.Broken(ask, TeacherFaultKind.CutOff) : null };

        var result = await AskAsync(teacher, "a", "b", "c", "d", "e");

        Assert.All(OutcomesOf(result, "a", "b", "c", "d", "e"), outcome => Assert.Equal(2, outcome.Label));
        Assert.Equal([5, 2, 3, 1, 2], teacher.Asks.Select(ask => ask.Texts.Length));
    }

    [Fact]
    public async Task A_refusal_is_narrowed_down_to_the_text_it_is_about()
    {
        var teacher =
            new FakeTeacher(_ => "Other") { Mishap = (_, ask) => ask.Texts.Contains("vile") ? FakeTeacher.Broken(ask, TeacherFaultKind.Refused) : null };

        var result = await AskAsync(teacher, "a", "vile", "c");

        Assert.Equal([true, false, true], OutcomesOf(result, "a", "vile", "c").Select(outcome => outcome.IsAnswered));
        Assert.Contains("Refused", OutcomesOf(result, "vile")[0].Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_outage_is_waited_out_and_costs_the_texts_no_try()
    {
        var teacher =
            new FakeTeacher(_ => "Sales") { Mishap = (n, ask) => n is > 1 and < 9 ? FakeTeacher.Broken(ask, TeacherFaultKind.Unavailable) : null };
        var service = ServiceOf(teacher);
        await service.AskAsync(Request("first"), TestContext.Current.CancellationToken);

        var asking = service.AskAsync(Request("a"), TestContext.Current.CancellationToken);
        await AdvanceUntilAsync(asking);

        Assert.True(OutcomesOf(await asking, "a")[0].IsAnswered);
        Assert.Equal(9, teacher.Asks.Count);
    }

    [Fact]
    public async Task An_outage_without_end_stops_the_service_and_leaves_the_text_open()
    {
        var teacher =
            new FakeTeacher(_ => "Sales") { Mishap = (n, ask) => n > 1 ? FakeTeacher.Broken(ask, TeacherFaultKind.Unavailable) : null };
        var service = ServiceOf(teacher);
        await service.AskAsync(Request("first"), TestContext.Current.CancellationToken);

        var asking = service.AskAsync(Request("a"), TestContext.Current.CancellationToken);
        await AdvanceUntilAsync(asking);

        Assert.Equal(AskStopKind.TeacherUnavailable, (await asking).Stop?.Kind);
        Assert.True(OutcomesOf(await asking, "a")[0].IsOpen);
        Assert.Equal(1 + new RetryPolicy().TriesPerOutage, teacher.Asks.Count);
    }

    [Fact]
    public async Task A_teacher_that_never_answered_is_given_up_sooner()
    {
        var teacher = new FakeTeacher(_ => "Sales") { Mishap = (_, ask) => FakeTeacher.Broken(ask, TeacherFaultKind.Unavailable) };

        var asking = AskAsync(teacher, "a");
        await AdvanceUntilAsync(asking);

        Assert.Equal(AskStopKind.TeacherUnavailable, (await asking).Stop?.Kind);
        Assert.Equal(new RetryPolicy().TriesAtFirst, teacher.Asks.Count);
    }

    [Fact]
    public async Task A_refused_key_is_not_tried_again()
    {
        var teacher = new FakeTeacher(_ => "Sales") { Mishap = (_, ask) => FakeTeacher.Broken(ask, TeacherFaultKind.KeyRefused) };

        var result = await AskAsync(teacher, "a");

        Assert.Equal(AskStopKind.TeacherUnavailable, result.Stop?.Kind);
        Assert.Single(teacher.Asks);
    }

    [Fact]
    public async Task Every_call_is_in_the_ledger_with_its_ceiling_before_and_its_cost_after()
    {
        Money? reservedBefore = null;
        var teacher = new FakeTeacher(_ => "Sales")
        {
            Delay = async _ =>
                reservedBefore = (await _store.CallsAsync(Job, TestContext.Current.CancellationToken))
                    .Single(line => line.State == CallState.Open).Intent.Ceiling,
        };

        await AskAsync(teacher, "a", "b");

        var line = Assert.Single(await _store.CallsAsync(Job, TestContext.Current.CancellationToken));
        Assert.Equal((CallState.Answered, new Usage(110, 0, 10)), (line.State, line.Usage));
        Assert.Equal(teacher.Price!.Of(new Usage(110, 0, 10)), line.Cost);
        Assert.Equal(teacher.Price.Of(new Usage(120, 0, 20)), reservedBefore);
    }

    [Fact]
    public async Task An_empty_purse_stops_before_the_call()
    {
        var teacher = new FakeTeacher(_ => "Sales");
        var service = new AskService(
            teacher, _store, new SpendingLimit(new Money(1), Money.Zero), new AskServiceOptions { Clock = _clock });

        var result = await service.AskAsync(Request("a"), TestContext.Current.CancellationToken);

        Assert.Equal(AskStopKind.OutOfMoney, result.Stop?.Kind);
        Assert.Empty(teacher.Asks);
        Assert.Empty(await _store.CallsAsync(Job, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_call_that_the_provider_did_not_count_costs_its_ceiling()
    {
        var teacher = new FakeTeacher(_ => "Sales");
        teacher = new FakeTeacher(_ => "Sales") { Mishap = (_, ask) => teacher.Answer(ask) with { UsageKnown = false } };

        await AskAsync(teacher, "a", "b");

        var line = Assert.Single(await _store.CallsAsync(Job, TestContext.Current.CancellationToken));
        Assert.Equal((Billing.PossiblyBilled, line.Intent.Ceiling), (line.Billing, line.Cost));
    }

    [Fact]
    public async Task A_teacher_that_talks_nonsense_from_the_start_is_given_up_before_it_costs_much()
    {
        var teacher = new FakeTeacher(_ => null);
        var service = ServiceOf(teacher);
        AskResult result;
        do
        {
            result = await service.AskAsync(Request($"text {teacher.Asks.Count}"), TestContext.Current.CancellationToken);
        }
        while (result.Stop is null);

        Assert.Equal(AskStopKind.TeacherUnavailable, result.Stop.Kind);
        Assert.Contains("not given one usable answer in 8 replies (the last: no label)", $"{result.Stop.Message}", StringComparison.Ordinal);
        Assert.Equal(new RetryPolicy().RepliesWithoutSense, teacher.Asks.Count);
    }

    [Fact]
    public async Task Nonsense_about_one_of_two_questions_is_noticed_beside_good_answers_to_the_other()
    {
        var other = new Question("other", "Which other label?", Samples.Question.Text, Samples.Question.Labels);
        var teacher = new FakeTeacher(_ => null) { ToQuestion = (question, _) => question.Name == "other" ? null : "Sales" };
        var service = ServiceOf(teacher);
        AskResult result;
        var texts = 0;
        do
        {
            var text = $"text {++texts}";
            result = await service.AskAsync(
                new AskRequest(Job, default, [AskAbout(text), new PlannedAsk(other, TextKey.Of(text), text)]),
                TestContext.Current.CancellationToken);
        }
        while (result.Stop is null);

        Assert.Equal(AskStopKind.TeacherUnavailable, result.Stop.Kind);
        Assert.Contains(
            "not given one usable answer about other in 8 replies (the last: no label)", $"{result.Stop.Message}", StringComparison.Ordinal);
        Assert.Equal(new RetryPolicy().RepliesWithoutSense, teacher.Asks.Count);
    }

    [Fact]
    public async Task A_whole_reply_of_no_use_is_held_against_no_text_that_others_share_it_with()
    {
        var teacher =
            new FakeTeacher(_ => "Sales") { Mishap = (_, ask) => ask.Texts.Length > 1 ? FakeTeacher.Broken(ask, TeacherFaultKind.Unreadable) : null };

        var result = await AskAsync(teacher, "a", "b", "c", "d", "e");

        Assert.All(OutcomesOf(result, "a", "b", "c", "d", "e"), outcome => Assert.True(outcome.IsAnswered));
        Assert.Equal([5, 2, 3, 1, 1, 1, 2, 1, 1], teacher.Asks.Select(ask => ask.Texts.Length));
    }

    [Fact]
    public async Task After_one_usable_answer_texts_without_any_are_given_up_one_by_one()
    {
        var teacher = new FakeTeacher(text => text == "good" ? "Sales" : null);
        var service = ServiceOf(teacher);

        foreach (var text in new[] { "good", "b", "c", "d", "e" })
        {
            Assert.Null((await service.AskAsync(Request(text), TestContext.Current.CancellationToken)).Stop);
        }
    }

    [Fact]
    public async Task A_text_that_breaks_the_server_while_others_get_through_is_narrowed_down_and_given_up()
    {
        var teacher =
            new FakeTeacher(_ => "Sales") { Mishap = (_, ask) => ask.Texts.Contains("poison") ? FakeTeacher.Broken(ask, TeacherFaultKind.TimedOut) : null };
        var service = ServiceOf(teacher);
        var asking = service.AskAsync(Request("a", "poison", "c", "d"), TestContext.Current.CancellationToken);
        while (!asking.IsCompleted)
        {
            await service.AskAsync(Request($"other {teacher.Asks.Count}"), TestContext.Current.CancellationToken);
            _clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        var result = await asking;
        Assert.Null(result.Stop);
        Assert.Equal([true, false, true, true], OutcomesOf(result, "a", "poison", "c", "d").Select(outcome => outcome.IsAnswered));
        Assert.Contains("TimedOut", OutcomesOf(result, "poison")[0].Failure, StringComparison.Ordinal);
        Assert.Equal([4, 2, 1, 1, 1], teacher.Asks.Where(ask => ask.Texts.Contains("poison")).Select(ask => ask.Texts.Length)); // each may have been billed
        Assert.Equal(FaultOf.Service, Assert.Single(await _store.FailuresAsync(Job, TestContext.Current.CancellationToken)).FaultOf);
    }

    [Fact]
    public async Task A_provider_that_asks_for_a_long_wait_is_not_waited_for()
    {
        var teacher = new FakeTeacher(_ => "Sales")
        {
            Mishap = (_, ask) =>
                FakeTeacher.Broken(
                    ask,
                    TeacherFaultKind.RateLimited) with
                { Fault = new TeacherFault(TeacherFaultKind.RateLimited, "Too many.", TimeSpan.FromHours(3)) },
        };

        var result = await AskAsync(teacher, "a");

        Assert.Equal(
            (AskStopKind.TeacherUnavailable, "Too many. It asks for a wait of 3 h: resume the job then, or wait longer with Patience."),
            (result.Stop!.Kind, $"{result.Stop.Message}"));
    }

    [Fact]
    public async Task A_request_refused_before_any_was_accepted_stops_the_service()
    {
        var teacher = new FakeTeacher(_ => "Sales") { Mishap = (_, ask) => FakeTeacher.Broken(ask, TeacherFaultKind.BadRequest) };

        var result = await AskAsync(teacher, "a", "b");

        Assert.Equal((AskStopKind.TeacherUnavailable, true), (result.Stop?.Kind, OutcomesOf(result, "a")[0].IsOpen));
        Assert.Single(teacher.Asks);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refusal_waits_for_what_becomes_of_the_calls_that_are_out(bool accepted)
    {
        TaskCompletionSource[] replies = [new(), new()];
        var teacher = new FakeTeacher(_ => "Sales")
        {
            Delay = n => n <= 2 ? replies[n - 1].Task : Task.CompletedTask,
            Mishap = (_, ask) => !accepted || ask.Texts.Contains("odd") ? FakeTeacher.Broken(ask, TeacherFaultKind.BadRequest) : null,
        };
        var service = ServiceOf(teacher);
        var odd = service.AskAsync(Request("a", "odd"), TestContext.Current.CancellationToken);
        var other = service.AskAsync(Request("b"), TestContext.Current.CancellationToken);

        replies[0].SetResult();
        Assert.False(odd.IsCompleted);
        replies[1].SetResult();

        Assert.Equal(accepted ? null : AskStopKind.TeacherUnavailable, (await odd).Stop?.Kind);
        Assert.Equal([accepted, false], OutcomesOf(await odd, "a", "odd").Select(outcome => outcome.IsAnswered));
        Assert.Equal(accepted, OutcomesOf(await odd, "odd")[0].Failure?.Contains("BadRequest", StringComparison.Ordinal) == true);
        Assert.Equal(accepted, OutcomesOf(await other, "b")[0].IsAnswered);
    }

    [Fact]
    public async Task Refusals_without_end_stop_the_service()
    {
        var teacher =
            new FakeTeacher(_ => "Sales") { Mishap = (n, ask) => n > 1 ? FakeTeacher.Broken(ask, TeacherFaultKind.BadRequest) : null };
        var service = ServiceOf(teacher);
        await service.AskAsync(Request("first"), TestContext.Current.CancellationToken);

        var result = await service.AskAsync(
            Request([.. Enumerable.Range(0, 20).Select(i => $"text {i}")]), TestContext.Current.CancellationToken);

        Assert.Equal(AskStopKind.TeacherUnavailable, result.Stop?.Kind);
        Assert.Equal(1 + new RetryPolicy().RefusalsInARow, teacher.Asks.Count);
    }

    private static AskRequest Request(params string[] texts) =>
        new(Job, default, [.. texts.Select(AskAbout)]);

    private static PlannedAsk AskAbout(string text) => new(Samples.Question, TextKey.Of(text), text);

    private Task<AskResult> AskAsync(FakeTeacher teacher, params string[] texts) =>
        ServiceOf(teacher).AskAsync(Request(texts), TestContext.Current.CancellationToken);

    [Fact]
    public async Task A_model_that_loads_is_waited_for_until_patience_ends_however_often_it_says_so()
    {
        var teacher =
            new FakeTeacher(_ => "Sales") { Mishap = (_, ask) => _clock.GetUtcNow() < _loadedAt ? FakeTeacher.Broken(ask, TeacherFaultKind.Loading) : null };
        var waits = new List<TeacherWait?>();
        _loadedAt = _clock.GetUtcNow() + TimeSpan.FromMinutes(8);

        var asking = ServiceOf(teacher, waits.Add).AskAsync(Request("a"), TestContext.Current.CancellationToken);
        await AdvanceUntilAsync(asking);

        Assert.True(OutcomesOf(await asking, "a")[0].IsAnswered);
        Assert.All(waits[..^1], wait => Assert.Equal(("The teacher is Loading", TimeSpan.FromMinutes(10)), (wait!.Reason, wait.Patience)));
        Assert.True(waits[^2]!.Waited > TimeSpan.FromMinutes(6));
        Assert.Null(waits[^1]);

        _loadedAt = _clock.GetUtcNow() + TimeSpan.FromMinutes(30);
        asking = ServiceOf(teacher).AskAsync(Request("b"), TestContext.Current.CancellationToken);
        await AdvanceUntilAsync(asking);

        Assert.Equal(AskStopKind.TeacherUnavailable, (await asking).Stop?.Kind);
        Assert.True(OutcomesOf(await asking, "a")[0].IsOpen);
        Assert.Contains(
            "The teacher is Loading. Waited 10 min for it; Patience waits longer.",
            $"{(await asking).Stop!.Message}",
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_ends_at_once_when_the_user_wishes()
    {
        var teacher = new FakeTeacher(_ => "Sales") { Mishap = (_, ask) => FakeTeacher.Broken(ask, TeacherFaultKind.Loading) };
        using var stop = new CancellationTokenSource();

        var asking = ServiceOf(teacher).AskAsync(Request("a"), stop.Token);
        await stop.CancelAsync();

        Assert.Equal((AskStopKind.Interrupted, "Interrupted."), ((await asking).Stop!.Kind, $"{(await asking).Stop!.Message}"));
    }

    [Fact]
    public async Task A_call_that_timed_out_is_halved_and_not_repeated_at_full_size()
    {
        var teacher =
            new FakeTeacher(_ => "Sales") { Mishap = (_, ask) => ask.Texts.Length > 2 ? FakeTeacher.Broken(ask, TeacherFaultKind.TimedOut) : null };

        var asking = AskAsync(teacher, "a", "b", "c", "d");
        await AdvanceUntilAsync(asking);

        Assert.All(OutcomesOf(await asking, "a", "b", "c", "d"), outcome => Assert.True(outcome.IsAnswered));
        Assert.Equal([4, 2, 2], teacher.Asks.Select(ask => ask.Texts.Length));
    }

    private AskService ServiceOf(FakeTeacher teacher, Action<TeacherWait?>? waiting = null) =>
        new(
            teacher,
            _store,
            new SpendingLimit(null, Money.Zero),
            new AskServiceOptions { Clock = _clock, Waiting = waiting ?? (_ => { }) });

    private static AskOutcome[] OutcomesOf(AskResult result, params string[] texts) =>
        Array.ConvertAll(texts, text => result.Of(AskAbout(text)));

    private async Task AdvanceUntilAsync(Task task)
    {
        while (!task.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }
    }
}
