using System.Collections.Immutable;
using LeadScout.ActiveLearning;
using LeadScout.Classifiers;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Planning;
using LeadScout.Statistics;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;

namespace LeadScout.Jobs.Reporting;

/// <summary>Adds up a job: who decided, what it cost, what is proven.</summary>
/// <param name="context">The run.</param>
/// <param name="runs">The questions, their plans as far as they came.</param>
/// <param name="ledger">The job's calls.</param>
internal sealed class JobReporter(JobContext context, ImmutableArray<QuestionRun> runs, ImmutableArray<LedgerLine> ledger)
{
    private readonly Bill _bill = Bill.Of(ledger);

    /// <summary>By question run: what asking texts a second time came to; empty in a run without a self-check.</summary>
    public ImmutableArray<SelfConsistency> Checks { get; init; } = [];

    /// <summary>By question run: what asking rows alone came to, null where that is not known; empty in a run without.</summary>
    public ImmutableArray<AnsweredAlone?> Alone { get; init; } = [];

    /// <summary>The texts that teachers were asked about in vain.</summary>
    public ImmutableArray<FailedText> Failures { get; init; } = [];

    /// <summary>The longest chain of calls that waited for one another.</summary>
    public int CallsInSequence { get; init; }

    /// <summary>What all rows would have cost by themselves; null where the price is unknown.</summary>
    public static Money? RowByRowCostOf(QuestionRun run) => run.RowByRowCost?.Aggregate(Money.Zero, (sum, cost) => sum + cost);

    /// <param name="unreached">Why some texts have no decision.</param>
    /// <param name="worked">Whether this run made calls; writing a result out again is no working time.</param>
    public JobReport Of(UndecidedReason unreached, bool worked)
    {
        var elapsed = context.Job.Report is { Elapsed: var before } ? before + (worked ? context.Elapsed : TimeSpan.Zero) : context.Elapsed;
        var report = runs is [var only]
            ? Of(only, _bill, unreached, elapsed)
            : Sum(
                [.. runs.Select(run => new QuestionReport(run.Question.Name, Of(run, Bill.OfQuestion(ledger, run.Question.Version), unreached, elapsed)))]);
        report = report with
        {
            Embeddings = Bill.OfEmbedding(ledger),
            Models = ReportedModel.Of(ledger),
            Canaries = context.Request.Settings.Canaries > 0 || _bill.ThrownAwayCalls > 0
                ? new CanaryReport(context.Request.Settings.Canaries, _bill.ThrownAwayCalls)
                : null,
            DriftAlarms = context.Job.Report?.DriftAlarms ?? [],
            PromptHash = context.Teacher.PromptHash([.. runs.Select(run => run.Question)]),
        };
        return context.Second is { } second ? report with { Teachers = Bill.OfEach(ledger, context.Teacher.Name, second.Name) } : report;
    }

    private JobReport Of(QuestionRun run, Bill bill, UndecidedReason unreached, TimeSpan elapsed)
    {
        var (texts, plan, tally) = (run.Texts, run.Plan, run.Tally(unreached));
        var missing = tally.Undecided.GetValueOrDefault(
            UndecidedReason.OutOfMoney) + tally.Undecided.GetValueOrDefault(UndecidedReason.NotAsked);
        var certificate = plan.Certificate;
        var certified = run.Learned.Certified;
        if (certified is not null)
        {
            // What was not asked about was not meant to be: it has the list's own label.
            (tally, missing) = (tally with { Undecided = tally.Undecided.Remove(UndecidedReason.OutOfMoney).Remove(UndecidedReason.NotAsked) }, 0);
        }

        tally = tally with { Undecided = tally.Undecided.Remove(UndecidedReason.Kept) };
        var savings = plan.Decided.Savings(bill.AnsweredTexts, bill.AnsweredCalls);
        var byStudent = tally.BySource[DecisionSource.Student] > 0;
        return new JobReport
        {
            Rows = texts.RowCount,
            DistinctTexts = texts.Count,
            UndecidedRows = tally.Undecided,
            KeptRows = run.Intake.Kept?.Rows ?? 0,
            GivenUp = tally.Undecided.ContainsKey(UndecidedReason.Failed) ? GivenUpReason.Of(FailuresOf(run)) : [],
            RowsBySource = tally.BySource,
            AskedTexts = bill.AskedTexts,
            AskedTextsIfDeferred = context.Request.Settings is { Learn: LearnMode.Immediate, Certify: null, Keep: null } ? (int)run.Intake.DeferredAsks.Count : null,
            Calls = bill.Calls,
            CallsInSequence = CallsInSequence,
            LostCalls = bill.LostCalls,
            FailedCalls = bill.FailedCalls,
            UncountedCalls = bill.UncountedCalls,
            NotBilledCalls = bill.NotBilledCalls,
            PossiblyBilledCalls = bill.PossiblyBilledCalls,
            Usage = bill.Usage,
            Cost = bill.Measured,
            PossiblyBilled = bill.PossiblyBilled,
            Released = bill.Released,
            RowByRowCost = savings.RowByRow.Cost,
            Savings = savings,
            // Rows that nobody got to may all differ: they count as if they did, beside what the audits allow among those that the student
            // decided.
            Certificate = certificate with
            {
                UpperBound = missing == 0
                    ? certificate.UpperBound
                    : Math.Min(1, (byStudent ? certificate.UpperBound : 0) + ((double)missing / run.Intake.RowsToDecide)),
                Labels = certified is null ? new LabelReporter(run, context.Request.LimitsOf(run.Question), missing).Labels() : certificate.Labels,
            },
            Certified = certified,
            SelfConsistency = ConsistencyOf(run),
            AnsweredAlone = (Alone.IsEmpty ? null : Alone[runs.IndexOf(run)]) ?? BeforeOf(run)?.AnsweredAlone,
            HelpfulPatterns = plan.Use.HelpfulPatterns,
            PatternsPerCall = plan.Use.Per(bill.TeacherCalls),
            PatternsPerAnswer = plan.Use.Per(bill.AskedTexts),
            Elapsed = elapsed,
        };
    }

    /// <summary>Those of texts that nobody else has decided either.</summary>
    private IEnumerable<FailedText> FailuresOf(QuestionRun run)
    {
        var givenUp = Enumerable.Range(0, run.Texts.Count)
            .Where(text => run.Plan.Decisions[text] is { IsDecided: false, Reason: UndecidedReason.Failed })
            .Select(run.Texts.Key)
            .ToHashSet();
        return Failures.Where(failed => failed.Question == run.Question.Version && givenUp.Contains(failed.Key));
    }

    /// <summary>By the check of this run, else by an earlier one's.</summary>
    private SelfConsistency? ConsistencyOf(QuestionRun run) => Checks.IsEmpty ? BeforeOf(run)?.SelfConsistency : Checks[runs.IndexOf(run)];

    private JobReport? BeforeOf(QuestionRun run) =>
        context.Job.Report is { Questions: { IsEmpty: false } questions } ? questions[runs.IndexOf(run)].Report : context.Job.Report;

    private JobReport Sum(ImmutableArray<QuestionReport> questions)
    {
        var reports = questions.Select(question => question.Report).ToArray();
        var patterns = reports.Sum(report => report.HelpfulPatterns);
        return reports[0] with
        {
            DistinctTexts = runs.Select(run => run.Texts).Distinct().Sum(texts => texts.Count),
            UndecidedRows = Sum(reports.SelectMany(report => report.UndecidedRows)),
            GivenUp =
                [.. reports.SelectMany(report => report.GivenUp).GroupBy(given => given.Reason)
                    .Select(same => new GivenUpReason(same.Key, same.Sum(given => given.Texts)))],
            RowsBySource = Sum(reports.SelectMany(report => report.RowsBySource)),
            AskedTexts = _bill.AskedTexts,
            AskedTextsIfDeferred = null,
            Calls = _bill.Calls,
            LostCalls = _bill.LostCalls,
            FailedCalls = _bill.FailedCalls,
            UncountedCalls = _bill.UncountedCalls,
            NotBilledCalls = _bill.NotBilledCalls,
            PossiblyBilledCalls = _bill.PossiblyBilledCalls,
            Usage = _bill.Usage,
            Cost = _bill.Measured,
            PossiblyBilled = _bill.PossiblyBilled,
            Released = _bill.Released,
            RowByRowCost = reports.Aggregate((Money?)Money.Zero, (sum, report) => sum + report.RowByRowCost),
            Savings = reports.Select(report => report.Savings!).Aggregate((sum, savings) => sum + savings),
            Certificate = new Certificate
            {
                Budget = reports[0].Certificate.Budget,
                UpperBound = reports.Max(report => report.Certificate.UpperBound),
                Audits = reports.Sum(report => report.Certificate.Audits),
                AuditErrors = reports.Sum(report => report.Certificate.AuditErrors),
                Labels = [.. reports.SelectMany(report => report.Certificate.Labels).Where(label => label.HasBudget)],
            },
            SelfConsistency = reports.Select(report => report.SelfConsistency).OfType<SelfConsistency>().ToArray() is { Length: > 0 } checks
                ? new SelfConsistency(checks.Sum(check => check.Pairs), checks.Sum(check => check.Different))
                : null,
            AnsweredAlone = null, // each question's own
            HelpfulPatterns = patterns,
            PatternsPerCall = _bill.TeacherCalls == 0 ? 0 : (double)patterns / _bill.TeacherCalls,
            PatternsPerAnswer = _bill.AskedTexts == 0 ? 0 : (double)patterns / _bill.AskedTexts,
            Questions = questions,
        };
    }

    private static ImmutableSortedDictionary<T, long> Sum<T>(IEnumerable<KeyValuePair<T, long>> rows)
        where T : notnull =>
            rows.GroupBy(pair => pair.Key).ToImmutableSortedDictionary(same => same.Key, same => same.Sum(pair => pair.Value));
}
