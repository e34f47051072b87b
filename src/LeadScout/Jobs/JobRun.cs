using LeadScout.Cascades;
using LeadScout.Teaching;

namespace LeadScout.Jobs;

/// <summary>One run of a job, from the intake to the report.</summary>
internal sealed class JobRun
{
    private readonly JobContext _context;
    private readonly Intake _intake;
    private readonly JobKnowledge _knowledge;
    private readonly JobPlan _learned;
    private JobPlan _plan; // the one at work: what was learned first, then its repair
    private long _batches;
    private readonly Money[]? _rowByRow;
    private readonly JobMeter _meter;

    private JobRun(JobContext context, JobKnowledge knowledge, Intake intake)
    {
        (_context, _intake, _knowledge) = (context, intake, knowledge);
        _plan = _learned = PlanOf(context.Request, knowledge, intake);
        _rowByRow = RowByRow.CostOf(intake.Texts, context.Request.Question, context.Teacher);
        var settled = Enumerable.Range(0, intake.Texts.Count).Count(text => intake.Decisions[text] is not null || !knowledge.Replay.Find(0, intake.Texts.Key(text)).IsOpen);
        _meter = new JobMeter(intake.Texts, settled, _rowByRow, context);
    }

    /// <summary>Reads what is known, and the list; asks nothing and writes nothing.</summary>
    public static async Task<JobRun> PrepareAsync(JobContext context, CancellationToken interrupt)
    {
        var knowledge = await JobKnowledge.ReadAsync(context, interrupt).ConfigureAwait(false);
        var intake = Intake.Read(
            context.Request,
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
        var stop = await AskAsync(purse, interrupt).ConfigureAwait(false);
        var unreached = stop?.Kind == DeskStopKind.OutOfMoney ? UndecidedReason.OutOfMoney : UndecidedReason.NotAsked;
        var bill = Bill.Of(await store.CallsAsync(job.Id, CancellationToken.None).ConfigureAwait(false));
        var report = new JobReporter(_context, _intake, _rowByRow).Of(_plan, bill, unreached, bill.Calls > before.Calls);
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
            await store.SaveAsync(ended, [.. _learned.Use.Applied(job.Id, job.Question)], CancellationToken.None).ConfigureAwait(false);
        }

        return new JobOutcome(ended, stop?.Message, bill.Calls - before.Calls);
    }

    /// <summary>What leans on a pattern in a finished job, by planning it again from the log: asks nobody, writes nothing.</summary>
    /// <returns>Null when the log does not hold all answers of the job: it is not finished.</returns>
    public async Task<Leaning?> LeaningOnAsync(string pattern, CancellationToken interrupt)
    {
        if (await RunAsync(null, null, interrupt).ConfigureAwait(false) is not null)
        {
            return null;
        }

        _learned.Conclude();
        var texts = RepairWithout(pattern).Leaning(pattern);
        var packer = new BatchPacker(_intake.Texts, _context.Request.Settings.RowsPerCall);
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

    private async Task<DeskStop?> AskAsync(Purse purse, CancellationToken interrupt)
    {
        var settings = _context.Request.Settings;
        var desk = new Desk(_context.Teacher, _context.Store, purse, settings.Concurrency, _context.Retry with { Seed = settings.Seed }, _context.Clock);
        var stop = await RunAsync(desk, purse, interrupt).ConfigureAwait(false);
        if (stop is null)
        {
            _learned.Conclude();
            _plan = Repair(_knowledge.RetiredSince);
            stop = await RunAsync(desk, purse, interrupt).ConfigureAwait(false);
        }

        return stop;
    }

    private Task<DeskStop?> RunAsync(Desk? desk, Purse? purse, CancellationToken interrupt) =>
        new JobRounds(_plan, _knowledge.Replay, _context, _intake.Texts, desk).RunAsync(
            result =>
            {
                _batches++;
                if (purse is not null)
                {
                    _meter.Folded(result, _plan, purse);
                }
            },
            interrupt);

    private RepairPlan Repair(IEnumerable<string> retired) => new(_learned, _intake, retired, _context.Request.Settings, _batches);

    private RepairPlan RepairWithout(string pattern) => Repair(_knowledge.RetiredSince.Where(retired => retired != pattern));

    private TextOutcome Settled(int text) => _knowledge.Replay.Find(0, _intake.Texts.Key(text));

    private LeaningText Described(int text)
    {
        var (labels, answer) = (_context.Request.Question.Labels, Settled(text));
        return new LeaningText(
            _intake.Texts.Text(text), _intake.Texts.Rows(text), labels[_learned.Decisions[text]!.Value.Label].Name, answer.IsAnswered ? labels[answer.Label].Name : null);
    }

    private static JobPlan PlanOf(JobRequest request, JobKnowledge knowledge, Intake intake) =>
        request.Settings.Learn != LearnMode.Immediate || request.Settings.Budget.MaxError == 0
            ? new AskEverythingPlan(intake, request.Settings)
            : new LearningPlan(intake, knowledge, request.Question, request.Settings);

    private static JobState StateAfter(DeskStop? stop) => stop?.Kind switch
    {
        null => JobState.Done,
        DeskStopKind.OutOfMoney => JobState.OutOfMoney,
        DeskStopKind.TeacherUnavailable => JobState.TeacherUnavailable,
        _ => JobState.Interrupted,
    };
}
