using System.Collections.Immutable;
using LeadScout.Classifiers;
using LeadScout.Forecasts;
using LeadScout.Jobs.Lists;
using LeadScout.Messages;
using LeadScout.Teaching;

namespace LeadScout.Jobs.Reporting;

/// <summary>What a job will probably cost, and what a probe of it has cost.</summary>
public sealed record JobForecast
{
    /// <summary>The job that `classify` would run or resume. It is kept only where a probe asked.</summary>
    public required Job Job { get; init; }

    /// <summary>What was found in the list: what a person looks at before the first call.</summary>
    public required ListFindings Findings { get; init; }

    /// <summary>Leads in the list.</summary>
    public required long Rows { get; init; }

    /// <summary>Leads without a text.</summary>
    public required long BlankRows { get; init; }

    /// <summary>Leads with a text that can be asked about: what asking row by row would take a call for.</summary>
    public long AskableRows => Rows - BlankRows - Findings.Flaws.Where(flaw => flaw.Key.Reason() is not null).Sum(flaw => flaw.Value);

    /// <summary>Distinct texts, the blank one not counted.</summary>
    public required int DistinctTexts { get; init; }

    /// <summary>Those of them that were known before the job: by persons, earlier answers and rules; only sources that occur.</summary>
    public required ImmutableSortedDictionary<DecisionSource, int> KnownTexts { get; init; }

    /// <summary>Texts that this job has put to the teacher so far, those of the probe included.</summary>
    public required int AskedTexts { get; init; }

    /// <summary>Calls of this job so far.</summary>
    public required int Calls { get; init; }

    /// <summary>Money spent on this job so far, as far as it is measured; null when the price is unknown.</summary>
    public required Money? Spent { get; init; }

    /// <summary>The most that its calls of unknown fate can have cost beside that.</summary>
    public Money PossiblyBilled { get; init; }

    /// <summary>Texts asked just now, by the probe.</summary>
    public required int ProbedTexts { get; init; }

    /// <summary>What is left to ask.</summary>
    public required Forecast Left { get; init; }

    /// <summary>What a call for every row of the list would cost, by the same prompts; null when the price is unknown.</summary>
    public required Money? RowByRowCost { get; init; }

    /// <summary>
    /// The most that the next call can cost, about; a spending limit that leaves less stops the job before it. Null when the price is unknown.
    /// </summary>
    public Money? CallCeiling { get; init; }

    /// <summary>How long asking what is left will take, where a reply takes so long: limits of the service and waiting not included.</summary>
    public Interval<TimeSpan> DurationAt(TimeSpan reply) =>
        Left.Calls.Select(calls => AskingTime.Of(calls, Left.ForecastFeatures.Answers, Job.Settings, reply));

    /// <summary>Why the probe asked fewer texts than it was to, for a person; null when it did not.</summary>
    public UserMessage? StoppedBecause { get; init; }
}
