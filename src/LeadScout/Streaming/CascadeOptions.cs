using LeadScout.ActiveLearning;
using LeadScout.Messages;
using LeadScout.Statistics;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Limits;
using LeadScout.Teaching.Spending;

namespace LeadScout.Streaming;

/// <summary>How a cascade works. Values that can't be are refused when they are set.</summary>
public sealed record CascadeOptions
{
    private static readonly TimeSpan LongestLinger = TimeSpan.FromMinutes(1);

    private readonly int _rowsPerCall = 20;
    private readonly int _concurrency = 8;
    private readonly TimeSpan _linger = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// The largest share of rows that may differ from the teacher, at every moment of the stream; with 0 % the student never decides.
    /// </summary>
    public ErrorBudget Budget { get; init; } = ErrorBudget.Default;

    /// <summary>From it, the state of the log and the time of opening come the draws of audits: no two streams draw alike.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>When an answer may be used for later texts: at once, or when flushed.</summary>
    public LearnMode Learn { get; init; }

    /// <summary>The most that this cascade may spend; null for no limit.</summary>
    public Money? MaxCost { get; init; }

    /// <summary>A limit that this cascade shares with others; null for one of its own.</summary>
    public SpendingLimit? Spending { get; init; }

    /// <summary>Texts that share a call at most, 1 to 200; 20 by default.</summary>
    public int RowsPerCall
    {
        get => _rowsPerCall;
        init => _rowsPerCall = SettingRanges.RowsPerCall.Checked(value, "Rows per call");
    }

    /// <summary>
    /// How long a call that is not full waits for more texts, 0 to 1 minute; 50 ms by default. A single text waits only while other calls
    /// are out, a stream while its source is silent.
    /// </summary>
    public TimeSpan Linger
    {
        get => _linger;
        init => _linger = value >= TimeSpan.Zero && value <= LongestLinger
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Linger: 0 to 1 minute.");
    }

    /// <summary>
    /// The most calls out at once, 1 to 256; 8 by default. What a stream asks in one call depends on the replies up to so many calls before.
    /// </summary>
    public int Concurrency
    {
        get => _concurrency;
        init => _concurrency = SettingRanges.Concurrency.Checked(value, "Concurrency");
    }

    /// <summary>The texts that jobs and other cascades of the process are asking; null where there are none.</summary>
    public InFlightTexts? InFlight { get; init; }

    /// <summary>Keeps what providers allow for all who ask them in the process; null where nobody else does.</summary>
    public ProviderLimits? Shared { get; init; }

    /// <summary>What shows the student what texts mean; null for nothing.</summary>
    public StreamEmbedding? Embedding { get; init; }

    /// <summary>How patient to be with the teacher.</summary>
    public RetryPolicy Retry { get; init; } = new();
}
