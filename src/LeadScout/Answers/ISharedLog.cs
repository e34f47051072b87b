namespace LeadScout.Answers;

/// <summary>A log that other processes change. Thread-safe.</summary>
public interface ISharedLog
{
    /// <summary>
    /// Completes soon after the log is changed from now on, by whichever process. It only wakes, and may miss something: whoever waits looks again by
    /// the clock as well. To miss nothing, take it before looking.
    /// </summary>
    Task NextChange { get; }

    /// <summary>How the log stands.</summary>
    Task<LogState> StateAsync(CancellationToken cancellationToken = default);
}

/// <summary>How a log stands: who followed it up to an earlier state knows by that what to read.</summary>
/// <param name="Position">The newest position that was given.</param>
/// <param name="Revision">How often something else was done than appended: taken back, forgotten, a pattern retired. Then the log is read anew.</param>
public readonly record struct LogState(long Position, long Revision);
