using LeadScout.Cascades;
using LeadScout.Teaching;

namespace LeadScout.Jobs;

/// <summary>One run of a job, from the intake to the report.</summary>
internal sealed class JobRun
{
    private readonly JobContext _context;
    private readonly Intake _intake;
    private readonly JobReplay _replay;
    private readonly JobPlan _plan;
    private readonly Money[]? _rowByRow;
    private readonly JobMeter _meter;

    private JobRun(JobContext context, JobKnowledge knowledge, Intake intake)
    {
        (_context, _intake, _replay) = (context, intake, knowledge.Replay);
        _plan = PlanOf(context.Request, knowledge, intake);
        _rowByRow = RowByRow.CostOf(intake.Texts, context.Request.Question, context.Teacher);
        var settled = Enumerable.Range(0, intake.Texts.Count).Count(text => intake.Decisions[text] is not null || !_replay.Find(0, intake.Texts.Key(text)).IsOpen);
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
        var ledger = await store.CallsAsync(job.Id, CancellationToken.None).ConfigureAwait(false);
        var bill = Bill.Of(ledger);
        var report = new JobReporter(_context, _intake, _rowByRow).Of(_plan, bill, unreached, bill.Calls > before.Calls) with
        {
            Teachers = _context.Second is { } second ? Bill.OfEach(ledger, _context.Teacher.Name, second.Name) : [],
        };
        var ended = job with { State = StateAfter(stop), UpdatedAt = _context.Clock.GetUtcNow(), Report = report };
        if (job.State != JobState.Done)
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
            await store.SaveAsync(ended, CancellationToken.None).ConfigureAwait(false);
        }

        return new JobOutcome(ended, stop?.Message, bill.Calls - before.Calls);
    }

    private async Task<DeskStop?> AskAsync(Purse purse, CancellationToken interrupt)
    {
        var settings = _context.Request.Settings;
        var desk = new Desk(_context.Teacher, _context.Store, purse, settings.Concurrency, _context.Retry with { Seed = settings.Seed }, _context.Clock, _context.Second);
        var rounds = new JobRounds(_plan, _replay, _context, _intake.Texts, desk);
        var stop = await rounds.RunAsync(result => _meter.Folded(result, _plan, purse), interrupt).ConfigureAwait(false);
        if (stop is null)
        {
            _plan.Conclude();
        }

        return stop;
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
