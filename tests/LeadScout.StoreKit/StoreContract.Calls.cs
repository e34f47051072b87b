using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Jobs.Lists;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.StoreKit;

public abstract partial class StoreContract
{
    [Fact]
    public async Task An_intent_is_on_disk_before_the_call_and_stands_open()
    {
        var intent = Sample.Intent(Sample.JobId(1), "b", "a", "c");
        await using var store = await OpenAsync();
        Assert.Equal(1, await store.Store.BeginAsync(intent));
        await store.ReopenAsync();
        var line = Assert.Single(await store.Store.CallsAsync(Sample.JobId(1)));
        AssertSame(new LedgerLine(1, intent, CallState.Open, default, null, null, null), line);
    }

    [Fact]
    public async Task An_intent_without_price_or_texts_is_kept_so()
    {
        var intent = Sample.Intent(Sample.JobId(1)) with { Ceiling = null };
        await using var store = await OpenAsync();
        await store.Store.BeginAsync(intent);
        await store.ReopenAsync();
        AssertSame(intent, Assert.Single(await store.Store.CallsAsync(Sample.JobId(1))).Intent);
    }

    [Fact]
    public async Task Call_ids_rise_from_1_over_all_jobs()
    {
        await using var store = await OpenAsync();
        Assert.Equal(1, await store.Store.BeginAsync(Sample.Intent(Sample.JobId(1), "a")));
        Assert.Equal(2, await store.Store.BeginAsync(Sample.Intent(null, "b")));
        await store.ReopenAsync();
        Assert.Equal(3, await store.Store.BeginAsync(Sample.Intent(Sample.JobId(2), "c")));
        Assert.Equal(4, await store.Store.BeginAsync(Sample.Intent(Sample.JobId(1), "d")));
        Assert.Equal([1, 4], (await store.Store.CallsAsync(Sample.JobId(1))).Select(line => line.Id));
    }

    [Theory]
    [InlineData(CallState.Answered, null)]
    [InlineData(CallState.Failed, "HTTP 503")]
    public async Task An_ended_call_has_its_usage_cost_fault_and_end(CallState state, string? fault)
    {
        await using var store = await OpenAsync();
        var intent = Sample.Intent(Sample.JobId(1), "a");
        var end = Sample.End(await store.Store.BeginAsync(intent)) with { State = state, Fault = fault };
        await store.Store.CommitAsync(end);
        await store.ReopenAsync();
        AssertSame(
            new LedgerLine(1, intent, state, end.Usage, end.Cost, fault, end.At) { Billing = end.Billing },
            Assert.Single(await store.Store.CallsAsync(Sample.JobId(1))));
    }

    [Fact]
    public async Task An_unknown_price_stays_unknown_and_is_not_zero()
    {
        await using var store = await OpenAsync();
        await store.Store.CommitAsync(Sample.End(await store.Store.BeginAsync(Sample.Intent(Sample.JobId(1), "a"))) with { Cost = null });
        await store.Store.CommitAsync(
            Sample.End(await store.Store.BeginAsync(Sample.Intent(Sample.JobId(1), "b"))) with { Cost = Money.Zero });
        await store.ReopenAsync();
        Assert.Equal([null, Money.Zero], (await store.Store.CallsAsync(Sample.JobId(1))).Select(line => line.Cost));
    }

    [Fact]
    public async Task A_call_ends_once()
    {
        await using var store = await OpenAsync();
        long call = await store.Store.BeginAsync(Sample.Intent(Sample.JobId(1), "a"));
        await store.Store.CommitAsync(Sample.End(call, Sample.Answer("a")));
        var again = Sample.End(call, Sample.Answer("a"), Sample.Answer("b")) with { Cost = Money.Zero };
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => store.Store.CommitAsync(again));
        Assert.Contains("Call 1 is not open", error.Message, StringComparison.Ordinal);
        await store.ReopenAsync();
        Assert.Single(await ReadAsync(store, Sample.Question, Sample.Teacher));
        Assert.Equal(new Money(123_456_789), Assert.Single(await store.Store.CallsAsync(Sample.JobId(1))).Cost);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-1)]
    public async Task A_call_that_was_never_begun_cannot_end(long unknown)
    {
        await using var store = await OpenAsync();
        await store.Store.BeginAsync(Sample.Intent(Sample.JobId(1), "a"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.Store.CommitAsync(Sample.End(unknown, Sample.Answer("a"))));
        Assert.Equal(0, await store.Store.LogPositionAsync());
    }

    [Theory]
    [InlineData(CallState.Open)]
    [InlineData(CallState.Lost)]
    public async Task A_call_ends_answered_or_failed_and_no_other_way(CallState state)
    {
        await using var store = await OpenAsync();
        long call = await store.Store.BeginAsync(Sample.Intent(Sample.JobId(1), "a"));
        await Assert.ThrowsAsync<ArgumentException>(
            () => store.Store.CommitAsync(Sample.End(call, Sample.Answer("a")) with { State = state }));
        Assert.Equal(CallState.Open, Assert.Single(await store.Store.CallsAsync(Sample.JobId(1))).State);
        Assert.Equal(0, await store.Store.LogPositionAsync());
    }

    [Fact]
    public async Task Settling_marks_the_open_calls_of_that_job_as_lost_at_their_ceiling_and_no_others()
    {
        await using var store = await OpenAsync();
        await store.Store.BeginAsync(Sample.Intent(Sample.JobId(1), "a"));
        await store.Store.BeginAsync(Sample.Intent(Sample.JobId(1), "b") with { Ceiling = null });
        await store.Store.CommitAsync(Sample.End(await store.Store.BeginAsync(Sample.Intent(Sample.JobId(1), "c"))));
        await store.Store.BeginAsync(Sample.Intent(Sample.JobId(2), "d"));
        Assert.Equal(2, await store.Store.SettleAsync(Sample.JobId(1)));
        await store.ReopenAsync();
        var calls = await store.Store.CallsAsync(Sample.JobId(1));
        Assert.Equal([CallState.Lost, CallState.Lost, CallState.Answered], calls.Select(call => call.State));
        Assert.Equal([new Money(1_000_000_007), null, new Money(123_456_789)], calls.Select(call => call.Cost));
        Assert.Equal([null, null, Sample.Start.AddSeconds(1)], calls.Select(call => call.EndedAt));
        Assert.Equal(CallState.Open, Assert.Single(await store.Store.CallsAsync(Sample.JobId(2))).State);
    }

    [Fact]
    public async Task Releasing_frees_what_is_possibly_billed_of_that_job_once_and_keeps_on_record_who_said_so()
    {
        await using var store = await OpenAsync();
        long measured = await store.Store.BeginAsync(Sample.Intent(Sample.JobId(1), "a"));
        await store.Store.CommitAsync(Sample.End(measured));
        long uncounted = await store.Store.BeginAsync(Sample.Intent(Sample.JobId(1), "b"));
        await store.Store.CommitAsync(
            Sample.End(uncounted) with { State = CallState.Failed, Billing = Billing.PossiblyBilled, Cost = new Money(7) });
        await store.Store.BeginAsync(Sample.Intent(Sample.JobId(1), "c") with { Ceiling = new Money(5) });
        await store.Store.SettleAsync(Sample.JobId(1));
        await store.Store.BeginAsync(Sample.Intent(Sample.JobId(1), "still out"));
        long another = await store.Store.BeginAsync(Sample.Intent(Sample.JobId(2), "d"));
        await store.Store.CommitAsync(Sample.End(another) with { Billing = Billing.PossiblyBilled });

        var settlement = await store.Store.ReleaseAsync(Sample.JobId(1), "mira", Sample.Start);
        await store.ReopenAsync();

        Assert.Equal(new Settlement("mira", Sample.Start, 2, new Money(12)), settlement);
        Assert.Equal([settlement], await store.Store.SettlementsAsync(Sample.JobId(1)));
        Assert.Equal([false, true, true, false], (await store.Store.CallsAsync(Sample.JobId(1))).Select(call => call.IsReleased));
        Assert.False(Assert.Single(await store.Store.CallsAsync(Sample.JobId(2))).IsReleased);
        Assert.Equal(0, (await store.Store.ReleaseAsync(Sample.JobId(1), "zoe", Sample.Start)).Calls);
        Assert.Single(await store.Store.SettlementsAsync(Sample.JobId(1)));
    }

    [Fact]
    public async Task Settling_twice_finds_nothing_the_second_time_and_a_lost_call_cannot_end()
    {
        await using var store = await OpenAsync();
        long call = await store.Store.BeginAsync(Sample.Intent(Sample.JobId(1), "a"));
        Assert.Equal(1, await store.Store.SettleAsync(Sample.JobId(1)));
        Assert.Equal(0, await store.Store.SettleAsync(Sample.JobId(1)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.Store.CommitAsync(Sample.End(call, Sample.Answer("a"))));
    }

    [Fact]
    public async Task What_a_teacher_thought_is_added_up_over_its_answered_calls()
    {
        await using var store = await OpenAsync();
        (int Texts, long? Thoughts, CallState State, string Teacher)[] calls =
            [(2, 100, CallState.Answered, "a"), (1, null, CallState.Answered, "a"), (3, 700, CallState.Failed, "a"), (3, 150, CallState.Answered, "a"), (1, 900, CallState.Answered, "b")];
        foreach (var (texts, thoughts, state, teacher) in calls)
        {
            var intent = Sample.Intent(
                Sample.JobId(1), [.. Enumerable.Range(0, texts).Select(i => $"text {i}")]) with
            { Teacher = teacher };
            await store.Store.CommitAsync(
                Sample.End(await store.Store.BeginAsync(intent)) with { State = state, ThinkingTokens = thoughts });
        }

        Assert.Equal(ThinkingRecord.Of(2, 100) + ThinkingRecord.Of(3, 150), await store.Store.ThinkingAsync("a"));
        Assert.Equal(default, await store.Store.ThinkingAsync("nobody"));
    }

    [Fact]
    public async Task The_model_that_answered_is_kept_with_its_call()
    {
        await using var store = await OpenAsync();
        string?[] models = ["model-2026-01", null, "model-2026-02"];
        foreach (var model in models)
        {
            await store.Store.CommitAsync(
                Sample.End(await store.Store.BeginAsync(Sample.Intent(Sample.JobId(1), "a")), Sample.Answer("a")) with { Model = model });
        }

        Assert.Equal(models, (await store.Store.CallsAsync(Sample.JobId(1))).Select(line => line.Model));
    }

    [Fact]
    public async Task Whose_fault_a_failure_was_is_kept()
    {
        await using var store = await OpenAsync();
        var call = await store.Store.BeginAsync(Sample.Intent(Sample.JobId(1), "a"));
        var failed = Enum.GetValues<FaultOf>()
            .Select(whose => new FailedText(Sample.Question, TextKey.Of($"{whose}"), "why") { FaultOf = whose })
            .ToArray();

        await store.Store.CommitAsync(Sample.End(call) with { State = CallState.Failed, Failures = [.. failed] });

        Assert.Equal<FailedText>(failed, await store.Store.FailuresAsync(Sample.JobId(1)));
    }

    [Fact]
    public async Task Failures_are_listed_in_order_under_their_job_the_later_for_a_text_in_place_of_the_earlier()
    {
        await using var store = await OpenAsync();
        await FailAsync(store, Sample.JobId(1), ("b", "first"), ("a", "second"), ("c", "third"));
        await FailAsync(store, Sample.JobId(2), ("a", "elsewhere"));
        await FailAsync(store, null, ("a", "outside any job"));
        await FailAsync(store, Sample.JobId(1), ("b", "fourth"));
        long other = await store.Store.BeginAsync(Sample.Intent(Sample.JobId(1), "a"));
        await store.Store.CommitAsync(
            Sample.End(other) with { State = CallState.Failed, Failures = [new FailedText(Sample.OtherQuestion, TextKey.Of("a"), "to another question")] });
        await store.ReopenAsync();
        ImmutableArray<FailedText> expected = [
            new(
                Sample.Question,
                TextKey.Of("a"),
                "second"), new(Sample.Question, TextKey.Of("c"), "third"), new(Sample.Question, TextKey.Of("b"), "fourth"),
            new(Sample.OtherQuestion, TextKey.Of("a"), "to another question"),
        ];
        Assert.Equal<FailedText>(expected, await store.Store.FailuresAsync(Sample.JobId(1)));
        Assert.Equal("elsewhere", Assert.Single(await store.Store.FailuresAsync(Sample.JobId(2))).Reason);
    }

    private static async Task FailAsync(StoreHandle store, JobId? job, params (string Text, string Reason)[] failures)
    {
        long call = await store.Store.BeginAsync(Sample.Intent(job, [.. failures.Select(failure => failure.Text)]));
        var failed = failures.Select(failure => new FailedText(Sample.Question, TextKey.Of(failure.Text), failure.Reason));
        await store.Store.CommitAsync(Sample.End(call) with { State = CallState.Failed, Failures = [.. failed] });
    }
}
