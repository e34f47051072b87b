using LeadScout.Messages;

namespace LeadScout.Teaching;

/// <summary>Why a call went wrong as a whole.</summary>
/// <param name="Kind">What to do about it follows from this.</param>
/// <param name="Message">For a person: what happened and where; no key, no prompt, no lead text.</param>
/// <param name="RetryAfter">How long the provider asked us to wait, if it did.</param>
public sealed record TeacherFault(TeacherFaultKind Kind, string Message, TimeSpan? RetryAfter = null)
{
    /// <summary>Whether it passes by itself: worth waiting for, however often it comes.</summary>
    public bool IsPassing { get; init; } = Kind is TeacherFaultKind.RateLimited or TeacherFaultKind.Loading;

    /// <summary>What to do where the call as a whole is meant, and settings can help; null where the message says all.</summary>
    public UserMessage? Advice { get; init; }

    /// <summary>What happened, and what to do.</summary>
    public UserMessage InFull => Advice is null ? Message : UserMessage.Of($"{Message} {Advice}");

    /// <summary>
    /// What the client threw, for whoever wrote or chose it; null where there was no exception. Its text may quote what was asked about, so
    /// it is neither logged nor stored.
    /// </summary>
    public Exception? Cause { get; init; }
}

/// <summary>Kinds of <see cref="TeacherFault"/>.</summary>
public enum TeacherFaultKind
{
    /// <summary>Too many requests or tokens for now: wait, slow down, try again.</summary>
    RateLimited,

    /// <summary>Server error, broken connection, no connection: try again, with patience.</summary>
    Unavailable,

    /// <summary>The model is being loaded, which takes minutes at times: wait.</summary>
    Loading,

    /// <summary>No reply in time; it may have been billed. Try again.</summary>
    TimedOut,

    /// <summary>
    /// The key is missing, wrong or revoked, or may not use the model, or its account has no credit left or is closed: nobody but the user
    /// can mend that.
    /// </summary>
    KeyRefused,

    /// <summary>
    /// The provider refuses to work on the request (HTTP 400, 413, 422): over its texts, if it accepts others; else over what all requests
    /// have in common.
    /// </summary>
    BadRequest,

    /// <summary>There is no such model, or nothing at this address: trying again is no use.</summary>
    NotFound,

    /// <summary>The reply reached the length limit: ask fewer texts at a time.</summary>
    CutOff,

    /// <summary>The prompt is longer than the model takes: ask fewer texts at a time.</summary>
    TooLong,

    /// <summary>The model or a content filter would not answer: ask fewer texts at a time to find which.</summary>
    Refused,

    /// <summary>
    /// The server refused how it was asked, before any work, and the teacher will ask otherwise: ask again at once. It says nothing about
    /// the texts, and nothing about whether the teacher is there.
    /// </summary>
    Renegotiated,

    /// <summary>A reply that holds no readable JSON object.</summary>
    Unreadable,

    /// <summary>The call was never made: a spending limit that the teacher shares with others would not bear it.</summary>
    OutOfMoney,

    /// <summary>
    /// A text of the call with a known answer got another one: another text may have talked the model round. Nothing of the reply counts but
    /// its bill; ask each text alone.
    /// </summary>
    TalkedRound,
}
