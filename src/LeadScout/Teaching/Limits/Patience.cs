using LeadScout.Messages;

namespace LeadScout.Teaching.Limits;

/// <summary>
/// Waits for a teacher that gives no answers, and knows when to wait no longer. A teacher that says what is the matter (too many requests,
/// a model that loads, a time to come back) is waited for as long as patience lasts; one that just fails, only for so many tries. Any
/// answer, to whomever, begins patience anew. Thread-safe.
/// </summary>
internal sealed class Patience(RetryPolicy retry, ConcurrencyLimiter limiter, TimeProvider clock, Action<TeacherWait?> waiting)
{
    // A wait is told anew so often, so that a person sees that time passes.
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    private readonly TimeSpan _patience = retry.Patience ?? RetryPolicy.UsualPatience;
    private readonly Lock _lock = new();
    private long? _silentSince;
    private long? _answeredAt;

    /// <summary>The teacher answered.</summary>
    public void Answered()
    {
        lock (_lock)
        {
            _answeredAt = clock.GetTimestamp();
            if (_silentSince is null)
            {
                return;
            }

            _silentSince = null;
        }

        waiting(null);
    }

    /// <summary>Whether the teacher has answered somebody since a moment, by the clock's timestamps.</summary>
    public bool HasAnsweredSince(long moment)
    {
        lock (_lock)
        {
            return _answeredAt >= moment;
        }
    }

    /// <summary>Waits after a failure.</summary>
    /// <param name="fault">What went wrong.</param>
    /// <param name="failures">Failures of this batch in a row, this one included.</param>
    /// <param name="delay">How long to wait.</param>
    /// <param name="began">When the call that failed went out, by the clock's timestamps.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <returns>Why there is nothing to wait for any more; null after the wait.</returns>
    public async Task<UserMessage?> WaitAsync(TeacherFault fault, int failures, TimeSpan delay, long began, CancellationToken stop)
    {
        var waited = Silence(began);
        var left = retry is { Patience: null, MostTries: not null } ? _patience : _patience - waited; // who states the tries means the tries
        if (retry.MostTries is { } tries ? failures >= tries : retry.Patience is null && !SaysWhy(fault) && limiter.IsOutage(failures))
        {
            return failures == 1 ? fault.Message : $"{fault.Message} Tried {failures} times.";
        }

        if (fault.RetryAfter > left)
        {
            return $"{fault.Message} It asks for a wait of {Text(fault.RetryAfter.Value)}: resume the job then, or wait longer with {Setting.Patience}.";
        }

        if (left <= TimeSpan.Zero)
        {
            return $"{fault.Message} Waited {Text(waited)} for it; {Setting.Patience} waits longer.";
        }

        var (start, most) = (clock.GetTimestamp(), delay < left ? delay : left);
        while (most - clock.GetElapsedTime(start) is var rest && rest > TimeSpan.Zero)
        {
            waiting(new TeacherWait(fault.Message.TrimEnd('.'), Silence(began), _patience));
            await Task.Delay(rest < Beat ? rest : Beat, clock, stop).ConfigureAwait(false);
        }

        return null;
    }

    private static bool SaysWhy(TeacherFault fault) => fault.IsPassing || fault.RetryAfter > TimeSpan.Zero;

    private static string Text(TimeSpan time) => time switch
    {
        { TotalSeconds: < 90 } => $"{Math.Round(time.TotalSeconds)} s",
        { TotalMinutes: < 90 } => $"{Math.Round(time.TotalMinutes)} min",
        { TotalHours: < 36 } => $"{Math.Round(time.TotalHours)} h",
        _ => $"{Math.Round(time.TotalDays)} days",
    };

    private TimeSpan Silence(long began)
    {
        lock (_lock)
        {
            _silentSince = _silentSince is { } since && since <= began ? since : began;
            return clock.GetElapsedTime(_silentSince.Value);
        }
    }
}
