using System.Collections.Immutable;
using LeadScout.Jobs;
using LeadScout.Messages;
using LeadScout.Stores;
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
}
