using System.Collections.Immutable;
using LeadScout.Forecasts;
using LeadScout.Messages;

namespace LeadScout.Jobs.Reporting;

/// <summary>How a run of a job ended.</summary>
/// <param name="Job">The job as it now stands; its report is set.</param>
/// <param name="StoppedBecause">Why it is not done, for a person; null when it is.</param>
/// <param name="NewCalls">Calls made by this run alone: 0 when a finished job was written out again.</param>
public sealed record JobOutcome(Job Job, UserMessage? StoppedBecause, int NewCalls)
{
    /// <summary>What the teacher's client threw last, where that stopped it; else null.</summary>
    public Exception? Cause { get; init; }

    /// <summary>
    /// Rows whose given label was found to be wrong, in list order; empty where no labels were put to the proof. Holds texts of the list,
    /// which a stored report does not.
    /// </summary>
    public ImmutableArray<LabelMistake> Mistakes { get; init; } = [];

    /// <summary>What was expected of this run before its first call.</summary>
    public Forecast? Forecast { get; init; }

    /// <summary>What a run that goes on will probably take; null for a job that is done.</summary>
    public Forecast? Left { get; init; }
}
