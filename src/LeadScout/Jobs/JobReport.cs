using System.Collections.Immutable;
using LeadScout.Classifiers;
using LeadScout.Statistics;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;

namespace LeadScout.Jobs;

/// <summary>The bill and the certificate of a job.</summary>
public sealed record JobReport
{
    /// <summary>Leads in the list.</summary>
    public required long Rows { get; init; }

    /// <summary>Distinct texts among them, the blank one not counted.</summary>
    public required int DistinctTexts { get; init; }

    /// <summary>Rows without a label, by reason.</summary>
    public required ImmutableSortedDictionary<UndecidedReason, long> UndecidedRows { get; init; }

    /// <summary>The alarms that the job has raised in the records of its questions; they are looked for once it is done.</summary>
    public ImmutableArray<DriftAlarm> DriftAlarms { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>Rows that keep the label that the list had, as the job was told: neither decided nor covered by its certificate.</summary>
    public long KeptRows { get; init; }

    /// <summary>Why texts were given up that are still undecided, the commonest reason first.</summary>
    public ImmutableArray<GivenUpReason> GivenUp { get => field.IsDefault ? [] : field; init; } // rows of earlier versions have none

    /// <summary>Rows with a label, by who decided.</summary>
    public required ImmutableSortedDictionary<DecisionSource, long> RowsBySource { get; init; }

    /// <summary>Texts put to the teacher in this job, audits included; a text asked twice counts twice.</summary>
    public required int AskedTexts { get; init; }

    /// <summary>
    /// How many texts deferred learning would have asked by an exact memo alone, for comparison; null when the job itself deferred.
    /// </summary>
    public int? AskedTextsIfDeferred { get; init; }

    /// <summary>Calls made, those for vectors included.</summary>
    public required int Calls { get; init; }

    /// <summary>
    /// The longest chain of calls of which each waited for the reply to the one before: with a service that takes any number at once, asking
    /// lasts so many replies. By the plan; calls of a self-check not included. 0 in reports from before it was counted.
    /// </summary>
    public int CallsInSequence { get; init; }

    /// <summary>Calls whose fate a crash left unknown: they may have been billed.</summary>
    public int LostCalls { get; init; }

    /// <summary>Calls that ended without an answer.</summary>
    public int FailedCalls { get; init; }

    /// <summary>Calls that may have been billed though the provider did not say their tokens, lost ones not included.</summary>
    public int UncountedCalls { get; init; }

    /// <summary>Calls that were refused before any work, or never sent: they cost nothing.</summary>
    public int NotBilledCalls { get; init; }

    /// <summary>Calls that may have been billed: those lost or uncounted, without those that a person has released.</summary>
    public int PossiblyBilledCalls { get; init; }

    /// <summary>Tokens, as the provider counted them.</summary>
    public required Usage Usage { get; init; }

    /// <summary>Money that is measured: what the provider counted, at the model's price. Null when the price is unknown.</summary>
    public required Money? Cost { get; init; }

    /// <summary>The most that the possibly billed calls can have cost, beside <see cref="Cost"/>; null when it is unknown.</summary>
    public Money? PossiblyBilled { get; init; } = Money.Zero;

    /// <summary>What counted as possibly billed until a person looked at the provider's bill and released it.</summary>
    public Money Released { get; init; }

    /// <summary>
    /// What a call for each row with a label would have cost, by the same prompts; null when the price is unknown. In reports without
    /// <see cref="Savings"/> every row of the list counted.
    /// </summary>
    public required Money? RowByRowCost { get; init; }

    /// <summary>What the job saved for the rows that it decided, step by step; null in reports from before that was counted.</summary>
    public Savings? Savings { get; init; }

    /// <summary>What the audits prove.</summary>
    public required Certificate Certificate { get; init; }

    /// <summary>
    /// The models that answered, as the service called them, in the order of their first replies; empty where it did not say.
    /// </summary>
    public ImmutableArray<ReportedModel> Models { get => field.IsDefault ? [] : field; init; } // rows of earlier versions have none

    /// <summary>A hash of the prompt that went with every call, see <see cref="TeacherProfile.PromptHash"/>; null for none.</summary>
    public string? PromptHash { get; init; }

    /// <summary>What the audits of the list's own labels came to; null where none were put to the proof.</summary>
    public CertifiedList? Certified { get; init; }

    /// <summary>How often the teacher contradicted itself; null where nobody asked it to.</summary>
    public SelfConsistency? SelfConsistency { get; init; }

    /// <summary>What the teacher says about rows when each is asked alone; null where nobody asked it to.</summary>
    public AnsweredAlone? AnsweredAlone { get; init; }

    /// <summary>What texts of known answers in its calls came to; null where there were none.</summary>
    public CanaryReport? Canaries { get; init; }

    /// <summary>
    /// Distinct patterns that helped to decide at least one text that was not asked (see <see cref="Classifiers.DecisivePatterns"/>).
    /// </summary>
    public int HelpfulPatterns { get; init; }

    /// <summary><see cref="HelpfulPatterns"/> for each call made; 0 without calls.</summary>
    public double PatternsPerCall { get; init; }

    /// <summary><see cref="HelpfulPatterns"/> for each text that the teacher answered in this job; 0 without answers.</summary>
    public double PatternsPerAnswer { get; init; }

    /// <summary>Whether the job was last stopped only because a forecast wanted no more answers.</summary>
    public bool Probed { get; init; }

    /// <summary>
    /// Each teacher's part, the first one's first; empty when the job has no second opinion, and the whole bill is its one teacher's.
    /// </summary>
    public ImmutableArray<TeacherBill> Teachers { get => field.IsDefault ? [] : field; init; } // rows of earlier versions have none

    /// <summary>The part of the bill that embedding the texts came to; null where nothing was sent for it.</summary>
    public EmbeddingBill? Embeddings { get; init; }

    /// <summary>
    /// With several questions: each one's own report, in order. The job's own figures are then sums: a row counts once for each question, a
    /// call that asks several once; the certificate's bound is the largest of theirs. Empty with one question.
    /// </summary>
    public ImmutableArray<QuestionReport> Questions { get => field.IsDefault ? [] : field; init; }

    /// <summary>Working time over all runs of the job.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>
    /// The same with what the ledger says by now of calls, tokens and money: a job that was killed, or is at work, has come to no report
    /// since. Rows, savings, certificate and the parts of single questions stay as they were; where calls were made since, nothing is known
    /// of what their rows would cost one by one.
    /// </summary>
    public JobReport UpTo(ImmutableArray<LedgerLine> ledger)
    {
        ImmutableArray<LedgerLine> ended = [.. ledger.Where(line => line.State != CallState.Open)];
        var bill = Bill.Of(ended);
        return this with
        {
            AskedTexts = bill.AskedTexts,
            Calls = bill.Calls,
            LostCalls = bill.LostCalls,
            FailedCalls = bill.FailedCalls,
            UncountedCalls = bill.UncountedCalls,
            NotBilledCalls = bill.NotBilledCalls,
            PossiblyBilledCalls = bill.PossiblyBilledCalls,
            Usage = bill.Usage,
            Cost = bill.Measured,
            RowByRowCost = bill.Calls > Calls ? null : RowByRowCost, // of fewer rows than were paid for
            PossiblyBilled = bill.PossiblyBilled,
            Released = bill.Released,
            Embeddings = Bill.OfEmbedding(ended),
            Teachers = Teachers.IsEmpty ? Teachers : Bill.OfEach(ended, [.. Teachers.Select(part => part.Teacher)]),
        };
    }
}
