using LeadScout.Messages;
using LeadScout.Teaching;
using LeadScout.Teaching.Limits;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LeadScout.Tests.Teaching.Limits;

/// <summary>When a teacher is waited for, for how long, and what is said when it is waited for no longer.</summary>
public sealed class PatienceTests
{
    private static readonly TeacherFault Busy = new(TeacherFaultKind.RateLimited, "Too many requests.");
    private static readonly TeacherFault Gone = new(TeacherFaultKind.Unavailable, "It does not reply.");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private readonly FakeTimeProvider _clock = new();
    private readonly List<TeacherWait?> _told = [];

    [Fact]
    public async Task A_wait_lasts_its_delay_and_is_told_every_five_seconds()
    {
        var waiting = Wait(Of(new RetryPolicy()), Busy, 1, TimeSpan.FromSeconds(12));
        foreach (var seconds in (int[])[5, 5, 1])
        {
            Assert.False(waiting.IsCompleted);
            Advance(seconds);
        }

        Assert.False(waiting.IsCompleted);
        Advance(1);

        Assert.Null(await waiting);
        Assert.Equal([0, 5, 10], _told.Select(wait => wait!.Waited.TotalSeconds));
        Assert.All(_told, wait => Assert.Equal(("Too many requests", TimeSpan.FromMinutes(10)), (wait!.Reason, wait.Patience)));
    }

    [Theory]
    [InlineData(599, true)]
    [InlineData(600, false)]
    public async Task What_says_why_is_waited_for_ten_minutes_from_the_last_answer_on(int silent, bool waits)
    {
        var patience = Of(new RetryPolicy());
        var began = _clock.GetTimestamp();
        Advance(silent);

        var waiting = patience.WaitAsync(Busy, 50, TimeSpan.FromMinutes(1), began, Cancellation);
        Assert.Equal(waits, !waiting.IsCompleted);
        Advance(1); // no longer than there is patience

        Assert.Equal(waits ? null : "Too many requests. Waited 10 min for it; --patience waits longer.", Said(await waiting));
    }

    [Fact]
    public async Task An_answer_to_anybody_begins_patience_anew_and_ends_what_was_told()
    {
        var patience = Of(new RetryPolicy());
        patience.Answered();
        Assert.Empty(_told);
        var first = Wait(patience, Busy, 1, TimeSpan.FromSeconds(1));
        Advance(1);
        await first;
        Advance(500);
        patience.Answered();
        Assert.Null(_told[^1]);
        Advance(500);

        var waiting = patience.WaitAsync(Busy, 9, TimeSpan.FromSeconds(1), _clock.GetTimestamp(), Cancellation);
        Advance(1);

        Assert.Null(await waiting);
        Assert.Equal(TimeSpan.Zero, _told[^1]!.Waited);
    }

    [Fact]
    public async Task Silence_counts_from_the_first_call_that_failed_whatever_later_ones_say()
    {
        var patience = Of(new RetryPolicy());
        var early = _clock.GetTimestamp();
        Advance(100);
        var late = _clock.GetTimestamp();
        Advance(1);
        await Passed(patience.WaitAsync(Busy, 1, TimeSpan.FromSeconds(1), late, Cancellation));
        await Passed(patience.WaitAsync(Busy, 1, TimeSpan.FromSeconds(1), early, Cancellation));
        await Passed(patience.WaitAsync(Busy, 1, TimeSpan.FromSeconds(1), late, Cancellation));

        Assert.Equal([1, 102, 103], _told.Select(wait => wait!.Waited.TotalSeconds));
    }

    [Fact]
    public void It_is_known_who_was_answered_since_a_moment()
    {
        var patience = Of(new RetryPolicy());
        var before = _clock.GetTimestamp();
        Assert.False(patience.HasAnsweredSince(before));
        Advance(1);
        patience.Answered();
        Assert.True(patience.HasAnsweredSince(before));
        Assert.True(patience.HasAnsweredSince(_clock.GetTimestamp()));
        Advance(1);
        Assert.False(patience.HasAnsweredSince(_clock.GetTimestamp()));
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public async Task What_just_fails_is_tried_so_often_and_no_oftener(int failures, bool ends)
    {
        var limiter = new ConcurrencyLimiter(1, new RetryPolicy());
        foreach (var _ in Enumerable.Range(0, failures))
        {
            await limiter.EnterAsync(Cancellation);
            limiter.Leave(TeacherFaultKind.Unavailable);
        }

        var waiting = Wait(Of(new RetryPolicy(), limiter), Gone, failures, TimeSpan.FromSeconds(1));

        Assert.Equal(ends ? "It does not reply. Tried 3 times." : null, ends ? Said(await waiting) : null);
        Assert.Equal(ends, waiting.IsCompleted);
    }

    [Fact]
    public async Task A_time_to_come_back_is_a_word_of_what_is_the_matter()
    {
        var limiter = new ConcurrencyLimiter(1, new RetryPolicy());
        foreach (var _ in Enumerable.Range(0, 30))
        {
            await limiter.EnterAsync(Cancellation);
            limiter.Leave(TeacherFaultKind.Unavailable);
        }

        var patience = Of(new RetryPolicy(), limiter);

        Assert.False(Wait(patience, Gone with { RetryAfter = TimeSpan.FromSeconds(2) }, 30, TimeSpan.FromSeconds(2)).IsCompleted);
        Assert.NotNull(await Wait(patience, Gone with { RetryAfter = TimeSpan.Zero }, 30, TimeSpan.FromSeconds(2)));
    }

    [Theory]
    [InlineData(1, 1, "Too many requests.")]
    [InlineData(4, 4, "Too many requests. Tried 4 times.")]
    [InlineData(4, 3, null)]
    public async Task Who_states_the_tries_means_the_tries(int most, int failures, string? said)
    {
        var patience = Of(new RetryPolicy { MostTries = most });
        var began = _clock.GetTimestamp();
        Advance(3_600); // however long it takes

        var waiting = patience.WaitAsync(Busy, failures, TimeSpan.FromSeconds(1), began, Cancellation);
        Advance(1);

        Assert.Equal(said, Said(await waiting));
    }

    [Fact]
    public async Task Who_states_both_means_both()
    {
        var patience = Of(new RetryPolicy { MostTries = 9, Patience = TimeSpan.FromSeconds(30) });
        var began = _clock.GetTimestamp();
        Advance(30);

        Assert.Equal("Too many requests. Waited 30 s for it; --patience waits longer.", Said(await patience.WaitAsync(Busy, 1, TimeSpan.FromSeconds(1), began, Cancellation)));
    }

    [Theory]
    [InlineData(89, "89 s")]
    [InlineData(90, "2 min")]
    [InlineData(89 * 60, "89 min")]
    [InlineData(90 * 60, "2 h")]
    [InlineData(35 * 3_600, "35 h")]
    [InlineData(36 * 3_600, "2 days")]
    public async Task A_wait_beyond_patience_is_not_waited_for(int seconds, string said)
    {
        var patience = Of(new RetryPolicy { Patience = TimeSpan.FromSeconds(seconds - 1) });
        var asked = Busy with { RetryAfter = TimeSpan.FromSeconds(seconds) };

        Assert.Equal(
            $"Too many requests. It asks for a wait of {said}: resume the job then, or wait longer with --patience.",
            Said(await Wait(patience, asked, 1, TimeSpan.FromSeconds(seconds))));
    }

    [Fact]
    public void A_wait_of_just_the_patience_is_waited_for()
    {
        var patience = Of(new RetryPolicy { Patience = TimeSpan.FromSeconds(60) });

        Assert.False(Wait(patience, Busy with { RetryAfter = TimeSpan.FromSeconds(60) }, 1, TimeSpan.FromSeconds(60)).IsCompleted);
    }

    [Fact]
    public async Task A_wait_ends_when_it_is_to_stop()
    {
        using var stop = new CancellationTokenSource();
        var waiting = Of(new RetryPolicy()).WaitAsync(Busy, 1, TimeSpan.FromSeconds(60), _clock.GetTimestamp(), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private static string? Said(UserMessage? message) =>
        message?.In(remedy => remedy.Setting == Setting.Patience ? "--patience" : throw new InvalidOperationException($"{remedy} was not to be said."));

    private Patience Of(RetryPolicy retry, ConcurrencyLimiter? limiter = null) => new(retry, limiter ?? new ConcurrencyLimiter(1, retry), _clock, _told.Add);

    private Task<UserMessage?> Wait(Patience patience, TeacherFault fault, int failures, TimeSpan delay) =>
        patience.WaitAsync(fault, failures, delay, _clock.GetTimestamp(), Cancellation);

    private async Task Passed(Task<UserMessage?> waiting)
    {
        Advance(1);
        Assert.Null(await waiting);
    }

    private void Advance(int seconds) => _clock.Advance(TimeSpan.FromSeconds(seconds));
}
