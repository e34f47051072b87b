using LeadScout.Questions;
using LeadScout.Teaching.Limits;

namespace LeadScout.Teaching.Asking;

/// <summary>How an <see cref="AskService"/> works.</summary>
public sealed record AskServiceOptions
{
    /// <summary>The most calls out at once, 8 by default; fewer while the provider limits the rate.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>How patient to be with a teacher.</summary>
    public RetryPolicy Retry { get; init; } = new();

    /// <summary>The time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How many calls and tokens a minute the provider allows for one teacher; no limit by default.</summary>
    public RateLimits Limits { get; init; } = new();

    /// <summary>Keeps what the provider allows for all who ask it, in this process and perhaps in others; null where nobody else does.</summary>
    public ProviderLimits? Shared { get; init; }

    /// <summary>Questions that a teacher has given usable answers to before: no reply about them is taken for nonsense as such.</summary>
    public IReadOnlyCollection<QuestionVersion> Proven { get; init; } = [];

    /// <summary>
    /// Who is asked what the teacher gives no usable answer to, out of the same spending limit and at a pace of its own; null for nobody.
    /// </summary>
    public ITeacher? Second { get; init; }

    /// <summary>The texts that others in the process are asking; null where there are no others.</summary>
    public InFlightTexts? InFlight { get; init; }

    /// <summary>Told, from any thread, what a teacher is being waited for, again and again while it is; and null when it answers.</summary>
    public Action<TeacherWait?> Waiting { get; init; } = _ => { };
}
