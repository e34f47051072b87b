using System.Collections.Immutable;
using LeadScout.Cascades;
using LeadScout.Forecasts;
using LeadScout.Teaching;
using LeadScout.Telemetry;

namespace LeadScout.Jobs;

/// <summary>One run of a job, from the intake to the report.</summary>
internal sealed class JobRun
{
    private readonly JobContext _context;
    private readonly Intake _intake;
    private readonly JobKnowledge _knowledge;
    private readonly JobPlan _learned;
    private readonly Money[]? _rowByRow;
    private readonly JobMeter _meter;
    private JobPlan _plan; // the one at work: what was learned first, then its repair
    private long _batches;
    private SelfConsistency? _selfConsistency;

    private JobRun(JobContext context, JobKnowledge knowledge, Intake intake)
    {
        (_context, _intake, _knowledge) = (context, intake, knowledge);
        LeaveOutTooLong();
        _plan = _learned = PlanOf(knowledge);
        _rowByRow = RowByRow.CostOf(intake.Texts, context.Request.Question, context.Teacher);
        var known = intake.Decisions.Count(decision => decision is not null);
        var paid = Enumerable.Range(0, intake.Texts.Count).Count(text => intake.Decisions[text] is null && !Settled(text).IsOpen);
        _meter = new JobMeter(intake.Texts, known, paid, _rowByRow, new JobForecaster(intake, context.Request, context.Teacher, AskModel.BuiltIn), context);
    }

    /// <summary>Reads what is known, and the list; asks nothing and writes nothing.</summary>
    public static async Task<JobRun> PrepareAsync(JobContext context, CancellationToken interrupt)
    {
        var knowledge = await JobKnowledge.ReadAsync(context, interrupt).ConfigureAwait(false);
        var intake = Intake.Read(
            context.Request,
            context.Log.Keys,
            knowledge.Known,
            rows => context.Progress?.Report(new JobProgress { Phase = JobPhase.Intake, Rows = rows, Elapsed = context.Elapsed }),
            interrupt);
        return new JobRun(context, knowledge, intake);
    }

    /// <summary>Asks what is open, writes the result if there is one to write, and saves the job with its report.</summary>
    public async Task<JobOutcome> ToTheEndAsync(CancellationToken interrupt)
    {
        var (job, request, store) = (_context.Job, _context.Request, _context.Store);
        var before = Bill.Of(await store.CallsAsync(job.Id, CancellationToken.None).ConfigureAwait(false));
        var purse = new Purse(request.Settings.MaxCost, before.Cost ?? Money.Zero);
        _meter.Report(_plan, purse);
        var stop = await AskAsync(purse, int.MaxValue, interrupt).ConfigureAwait(false);
        var unreached = stop?.Kind == DeskStopKind.OutOfMoney ? UndecidedReason.OutOfMoney : UndecidedReason.NotAsked;
        var bill = Bill.Of(await store.CallsAsync(job.Id, CancellationToken.None).ConfigureAwait(false));
        var report = ReportOf(bill, unreached, bill.Calls > before.Calls);
        var ended = job with { State = StateAfter(stop), UpdatedAt = _context.Clock.GetUtcNow(), Report = report };
        if (job.State != JobState.Done || (stop is not null && _plan is RepairPlan { Reopens: true }))
        {
            // Before the result is written: should that fail, what was paid for is on record, and the job can be resumed.
            await store.SaveAsync(ended with { State = stop is null ? JobState.Interrupted : ended.State }, CancellationToken.None).ConfigureAwait(false);
        }

        if (stop is null or { Kind: DeskStopKind.OutOfMoney })
        {
            _meter.Report(_plan, purse, JobPhase.Writing);
            new ResultWriter(request, _intake.Texts).Write(_plan.Decisions, unreached, request.Settings.OnUndecided == OnUndecided.Guess ? _plan.Guess : null);
        }

        if (stop is null)
        {
            // A pattern may spell a name, so a log that keeps no texts keeps no patterns either.
            await store.SaveAsync(ended, _context.Log.Keys.Fingerprint is null ? [.. _learned.Use.Applied(job.Id, job.Question)] : [], CancellationToken.None).ConfigureAwait(false);
            if (job.State != JobState.Done)
            {
                Instruments.Ended(job, report);
            }
        }

        return new JobOutcome(ended, stop?.Message, bill.Calls - before.Calls) { Forecast = _meter.First, Left = stop is null ? null : _meter.Left(_plan) };
    }

    /// <summary>
    /// Asks at most so many texts, the first ones of the job's own plan, and says what is left. Where it asked, the job is saved; no result is written.
    /// </summary>
    public async Task<JobForecast> ProbeAsync(int most, CancellationToken interrupt)
    {
        var (job, texts) = (_context.Job, _intake.Texts);
        var before = Bill.Of(await _context.Store.CallsAsync(job.Id, CancellationToken.None).ConfigureAwait(false));
        var purse = new Purse(_context.Request.Settings.MaxCost, before.Cost ?? Money.Zero);
        var stop = await AskAsync(purse, most, interrupt).ConfigureAwait(false);
        var bill = Bill.Of(await _context.Store.CallsAsync(job.Id, CancellationToken.None).ConfigureAwait(false));
        if (most > 0 && job.State != JobState.Done)
        {
            var report = ReportOf(bill, UndecidedReason.NotAsked, bill.Calls > before.Calls) with { Probed = stop is null or { Kind: DeskStopKind.Probed } };
            job = job with { State = StateAfter(stop, JobState.Interrupted), UpdatedAt = _context.Clock.GetUtcNow(), Report = report };
            await _context.Store.SaveAsync(job, CancellationToken.None).ConfigureAwait(false);
        }

        return new JobForecast
        {
            Job = job,
            Rows = texts.RowCount,
            BlankRows = texts.BlankRows,
            DistinctTexts = texts.Count,
            KnownTexts = _intake.Decisions.OfType<Decision>().CountBy(decision => decision.Source).ToImmutableSortedDictionary(),
            AskedTexts = bill.AskedTexts,
            Calls = bill.Calls,
            Spent = bill.Cost,
            ProbedTexts = bill.AskedTexts - before.AskedTexts,
            Left = _meter.Left(_plan),
            RowByRowCost = JobReporter.Sum(_rowByRow),
            StoppedBecause = stop is null or { Kind: DeskStopKind.Probed } ? null : stop.Message,
        };
    }

    /// <summary>What leans on a pattern in a finished job, by planning it again from the log: asks nobody, writes nothing.</summary>
    /// <returns>Null when the log does not hold all answers of the job: it is not finished.</returns>
    public async Task<Leaning?> LeaningOnAsync(string pattern, CancellationToken interrupt)
    {
        if (await RoundsOf(null).RunAsync(_ => _batches++, interrupt).ConfigureAwait(false) is not null)
        {
            return null;
        }

        _learned.Conclude();
        var texts = RepairWithout(pattern).Leaning(pattern);
        var packer = new BatchPacker(_intake.Texts, _context.Request.Settings.RowsPerCall, Fits);
        packer.Add(texts.Where(text => !Settled(text).IsAnswered));
        var asks = new List<Ask>();
        while (packer.TryTake() is { } batch)
        {
            asks.Add(new Ask(_context.Request.Question, [.. batch.Texts.Select(_intake.Texts.Text)]));
        }

        var teacher = _context.Teacher;
        var cost = teacher.Price is { } price ? asks.Aggregate(Money.Zero, (sum, ask) => sum + price.Of(teacher.Estimate(ask))) : (Money?)null;
        return new Leaning(_context.Job, [.. texts.Select(Described)], asks.Count, cost);
    }

    private JobReport ReportOf(Bill bill, UndecidedReason unreached, bool worked) =>
        new JobReporter(_context, _intake, _rowByRow).Of(_plan, bill, unreached, worked) with { SelfConsistency = _selfConsistency ?? _context.Job.Report?.SelfConsistency };

    private async Task<DeskStop?> AskAsync(Purse purse, int most, CancellationToken interrupt)
    {
        var settings = _context.Request.Settings;
        var desk = new Desk(
            _context.Teacher, _context.Store, purse, settings.Concurrency, _context.Retry with { Seed = settings.Seed }, _context.Clock, _context.Limits, _knowledge.Replay.HasAnswers);
        var stop = await RunAsync(desk, purse, most, interrupt).ConfigureAwait(false);
        if (stop is null)
        {
            _learned.Conclude();
            _plan = Repair(_knowledge.RetiredSince);
            stop = await RunAsync(desk, purse, most, interrupt).ConfigureAwait(false);
        }

        if (stop is not null)
        {
            return stop;
        }

        _meter.Done();
        return settings.SelfCheck == 0 || most == 0 ? null : await CheckTeacherAsync(desk, purse, interrupt).ConfigureAwait(false);
    }

    private Task<DeskStop?> RunAsync(Desk desk, Purse purse, int most, CancellationToken interrupt)
    {
        void Folded(DeskResult result)
        {
            _batches++;
            _meter.Folded(result, _plan, purse);
        }

        return RoundsOf(desk, most, () => _meter.Asking(_plan, purse)).RunAsync(Folded, interrupt);
    }

    private JobRounds RoundsOf(Desk? desk, int most = int.MaxValue, Action? asking = null) =>
        new(_plan, _knowledge.Replay, _context, _intake.Texts, desk) { MostAsks = most, Asking = asking ?? (() => { }) };

    private async Task<DeskStop?> CheckTeacherAsync(Desk desk, Purse purse, CancellationToken interrupt)
    {
        var check = new SelfCheckPlan(_intake, _plan.Decisions, _context.Request.Settings, Fits);
        var stop = await new JobRounds(check, _knowledge.Replay, _context, _intake.Texts, desk)
            .RunAsync(result => _meter.Checked(result, _plan, purse), interrupt).ConfigureAwait(false);
        _selfConsistency = check.Result;
        return stop;
    }

    private RepairPlan Repair(IEnumerable<string> retired) => new(_learned, _intake, retired, _knowledge.Corrections, _context.Request.Settings, Fits, _batches);

    private RepairPlan RepairWithout(string pattern) => Repair(_knowledge.RetiredSince.Where(retired => retired != pattern));

    private TextOutcome Settled(int text) => _knowledge.Replay.Find(0, _intake.Texts.Key(text));

    private LeaningText Described(int text)
    {
        var (labels, answer) = (_context.Request.Question.Labels, Settled(text));
        return new LeaningText(
            _intake.Texts.Text(text), _intake.Texts.Rows(text), labels[_learned.Decisions[text]!.Value.Label].Name, answer.IsAnswered ? labels[answer.Label].Name : null);
    }

    private JobPlan PlanOf(JobKnowledge knowledge)
    {
        var (question, settings) = (_context.Request.Question, _context.Request.Settings);
        return settings.Learn != LearnMode.Immediate || settings.Budget.MaxError == 0
            ? new AskEverythingPlan(_intake, settings, Fits)
            : new LearningPlan(_intake, knowledge, question, settings, Fits);
    }

    private bool Fits(ImmutableArray<string> texts) => _context.Teacher.Fits(new Ask(_context.Request.Question, texts));

    private void LeaveOutTooLong()
    {
        for (var text = 0; text < _intake.Texts.Count; text++)
        {
            if (_intake.Decisions[text] is null && !Fits([_intake.Texts.Text(text)]))
            {
                _intake.Decisions[text] = Decision.Undecided(UndecidedReason.TooLong);
            }
        }
    }

    private static JobState StateAfter(DeskStop? stop, JobState atTheEnd = JobState.Done) => stop?.Kind switch
    {
        null or DeskStopKind.Probed => atTheEnd,
        DeskStopKind.OutOfMoney => JobState.OutOfMoney,
        DeskStopKind.TeacherUnavailable => JobState.TeacherUnavailable,
        _ => JobState.Interrupted,
    };
}
