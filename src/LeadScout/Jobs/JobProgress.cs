using System.Collections.Immutable;
using LeadScout.Forecasts;
using LeadScout.Teaching;
using LeadScout.Teaching.Limits;

namespace LeadScout.Jobs;

/// <summary>A snapshot of a running job, sent after every reply.</summary>
public sealed record JobProgress
{
    /// <summary>What it is doing.</summary>
    public required JobPhase Phase { get; init; }

    /// <summary>Leads in the list; while <see cref="JobPhase.Intake"/>, those read so far.</summary>
    public required long Rows { get; init; }

    /// <summary>Texts whose vectors were made so far; 0 but while <see cref="JobPhase.Embedding"/>.</summary>
    public int EmbeddedTexts { get; init; }

    /// <summary>Texts whose vectors are to be made in this run, those already made included; 0 but then.</summary>
    public int TextsToEmbed { get; init; }

    /// <summary>Distinct texts of the list, the blank one not counted; 0 while <see cref="JobPhase.Intake"/>.</summary>
    public int DistinctTexts { get; init; }

    /// <summary>
    /// Those of them whose label was known before the first call of this run: by persons, earlier answers, rules and earlier runs of the job.
    /// </summary>
    public int KnownTexts { get; init; }

    /// <summary>Rows decided so far, blank ones included; with several questions, the mean over them.</summary>
    public long DecidedRows { get; init; }

    /// <summary>Those of them without a label: no text, no usable answer, or a label that is kept.</summary>
    public long UndecidedRows { get; init; }

    /// <summary>Rows with a label that took no call of their own; blank ones not included. With several questions, the mean.</summary>
    public long ReusedRows { get; init; }

    /// <summary>
    /// Rows beside them that the student could decide by now, if as many of them as the error budget allows were to be wrong by its own
    /// doubts; what it really decides is settled once the audits are done. With several questions, the mean. Refreshed as answers come in.
    /// </summary>
    public long DecidableRows { get; init; }

    /// <summary>Texts asked so far.</summary>
    public int AskedTexts { get; init; }

    /// <summary>Calls ended so far.</summary>
    public int Calls { get; init; }

    /// <summary>Those of them that brought no answer.</summary>
    public int FailedCalls { get; init; }

    /// <summary>Texts given up so far.</summary>
    public int GivenUpTexts { get; init; }

    /// <summary>Why the last of them was, in words that hold no lead text; null while there is none.</summary>
    public string? LastGivenUp { get; init; }

    /// <summary>
    /// The models that answered so far, as the service called them, in the order of their first replies, those of earlier runs of the job
    /// included.
    /// </summary>
    public ImmutableArray<AnsweringModel> Models { get; init; } = [];

    /// <summary>Money spent, as far as it is measured; null when the price is unknown.</summary>
    public Money? Spent { get; init; }

    /// <summary>The most that calls of unknown fate can have cost beside that.</summary>
    public Money PossiblyBilled { get; init; }

    /// <summary>Money held back for calls in flight.</summary>
    public Money Reserved { get; init; }

    /// <summary>Money that may still be reserved; null without a limit.</summary>
    public Money? Unspent { get; init; }

    /// <summary>What a call for each row with a label so far would have cost; null when the price is unknown.</summary>
    public Money? RowByRowCost { get; init; }

    /// <summary>What is saved so far, step by step.</summary>
    public Savings Savings { get; init; } = Savings.None;

    /// <summary>
    /// What is still to be asked, refreshed as answers come in; null until it is known which of it earlier runs have paid for.
    /// </summary>
    public Forecast? Left { get; init; }

    /// <summary>What a teacher is being waited for; null while it answers.</summary>
    public TeacherWait? Waiting { get; init; }

    /// <summary>Working time of this run.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>
    /// Time until the calls that <see cref="Left"/> expects are home, by how long the last replies took and how many are in flight at once;
    /// null before the first reply.
    /// </summary>
    public TimeSpan? Remaining { get; init; }
}
