using System.Collections.Immutable;
using LeadScout.Jobs;
using LeadScout.Messages;
using LeadScout.Stores;
using LeadScout.Teaching;
using LeadScout.Teaching.Spending;

namespace LeadScout.Server.Jobs;

/// <summary>A job as it stands: on record, and at work.</summary>
/// <param name="Job">The record; of a job that has not begun, what is known of it.</param>
/// <param name="Work">What the server does with it.</param>
/// <param name="Progress">While it is at work.</param>
/// <param name="Problem">Why it last stopped, for a person; null when it did not.</param>
/// <param name="Curve">How its learning went, at most <see cref="LearningCurve.MostPoints"/> points.</param>
/// <param name="List">The id of its list, if the server has it.</param>
/// <param name="IsOwn">Whether this server can start it: it was given to it.</param>
public sealed record JobView(
    Job Job, JobWork Work, JobProgress? Progress, UserMessage? Problem, ImmutableArray<CurvePoint> Curve, string? List, bool IsOwn)
{
    /// <summary>Rises with every change; for whoever wants to know whether there is news.</summary>
    public long Version { get; init; }

    /// <summary>Who started it, a person or a key by name; null for a job that this server was not given.</summary>
    public string? By { get; init; }

    /// <summary>What its ledger adds up to, where it was killed before it came to a report; null else.</summary>
    public SpendingStatement? Bill { get; init; }

    /// <summary>The list's name, without a folder.</summary>
    public string ListName => Path.GetFileName(Job.InputName);

    /// <summary>Where it stands at this moment; null while it stands still.</summary>
    public JobProgress? Live => Work == JobWork.Idle ? null : Progress;

    /// <summary>Texts that it asked so far: as it tells at work, as its report says, or as its ledger adds up.</summary>
    public int AskedTexts => Live?.AskedTexts ?? Job.Report?.AskedTexts ?? Bill?.AskedTexts ?? 0;

    /// <summary>Calls that it made so far.</summary>
    public int Calls => Live?.Calls ?? Job.Report?.Calls ?? Bill?.Calls ?? 0;

    /// <summary>What it spent so far, as far as it is measured; null when the price is unknown.</summary>
    public Money? Spent => Live is { } live ? live.Spent : Job.Report is { } report ? report.Cost : Bill is { } bill ? bill.Spent : Money.Zero;
}
