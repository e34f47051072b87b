using LeadScout.Answers;
using LeadScout.Cascades;
using LeadScout.Learning;
using LeadScout.Teaching;

namespace LeadScout.Jobs;

/// <summary>One run of a job, from the intake to the report.</summary>
internal sealed class JobRun
{
    private readonly Job _job;
    private readonly JobRequest _request;
    private readonly ITeacher _teacher;
    private readonly IJobStore _store;
    private readonly TimeProvider _clock;
    private readonly Intake _intake;
    private readonly JobReplay _replay;
    private readonly JobPlan _plan;
    private readonly Money[]? _rowByRow;
    private readonly JobMeter _meter;
    private readonly long _started;

    private JobRun(Job job, JobRequest request, ITeacher teacher, IJobStore store, TimeProvider clock, IProgress<JobProgress>? progress, Intake intake, JobReplay replay, long started)
    {
        (_job, _request, _teacher, _store, _clock, _intake, _replay, _started) = (job, request, teacher, store, clock, intake, replay, started);
        _plan = new JobPlan(intake, request.Settings);
        _rowByRow = RowByRow.CostOf(intake.Texts, request.Question, teacher);
        _meter = new JobMeter(intake.Texts, intake.Decisions.Count(decision => decision is not null), _rowByRow, clock, started, progress);
    }

    /// <summary>Reads what is known and the list.</summary>
    public static async Task<JobRun> PrepareAsync(
        Job job, JobRequest request, ITeacher teacher, IJobStore store, IAnswerLog log, TimeProvider clock, IProgress<JobProgress>? progress, CancellationToken interrupt)
    {
        var started = clock.GetTimestamp();
        var known = new KnownDecisions(request.Question);
        var replay = new JobReplay(request.Question, request.Settings);
        var batchOf = (await store.CallsAsync(job.Id, interrupt).ConfigureAwait(false)).ToDictionary(line => line.Id, line => line.Intent.Batch);
        await foreach (var answer in log.ReadAsync(request.Question.Version, teacher.Name, interrupt).ConfigureAwait(false))
        {
            if (answer.Source == AnswerSource.Person || (answer.Job != job.Id && answer.Position <= job.LogPosition))
            {
                known.Fold(answer);
            }
            else
            {
                replay.Fold(answer, answer.Call is { } call && batchOf.TryGetValue(call, out var batch) ? batch : null);
            }
        }

        foreach (var failed in await store.FailuresAsync(job.Id, interrupt).ConfigureAwait(false))
        {
            replay.Fold(failed, null);
        }

        var intake = Intake.Read(
            request, known, rows => progress?.Report(new JobProgress { Phase = JobPhase.Intake, Rows = rows, Elapsed = clock.GetElapsedTime(started) }), interrupt);
        return new JobRun(job, request, teacher, store, clock, progress, intake, replay, started);
    }

    /// <summary>Asks what is open, writes the result if there is one to write, and saves the job with its report.</summary>
    public async Task<JobOutcome> ToTheEndAsync(RetryPolicy retry, CancellationToken interrupt)
    {
        var before = Bill.Of(await _store.CallsAsync(_job.Id, CancellationToken.None).ConfigureAwait(false));
        var purse = new Purse(_request.Settings.MaxCost, before.Cost ?? Money.Zero);
        var desk = new Desk(_teacher, _store, purse, _request.Settings.Concurrency, retry with { Seed = _request.Settings.Seed }, _clock);
        _meter.Report(JobPhase.Learning, _plan.Decisions, purse);
        var rounds = new JobRounds(_plan, _replay, _request, _job.Id, _intake.Texts, desk);
        var stop = await rounds.RunAsync(result => _meter.Folded(result, _plan.Decisions, purse), interrupt).ConfigureAwait(false);

        var unreached = stop?.Kind == DeskStopKind.OutOfMoney ? UndecidedReason.OutOfMoney : UndecidedReason.NotAsked;
        if (stop is null or { Kind: DeskStopKind.OutOfMoney })
        {
            _meter.Report(JobPhase.Writing, _plan.Decisions, purse);
            new ResultWriter(_request, _intake.Texts).Write(_plan.Decisions, unreached);
        }

        var bill = Bill.Of(await _store.CallsAsync(_job.Id, CancellationToken.None).ConfigureAwait(false));
        var job = _job with { State = StateAfter(stop), UpdatedAt = _clock.GetUtcNow(), Report = ReportOf(bill, unreached) };
        await _store.SaveAsync(job, CancellationToken.None).ConfigureAwait(false);
        return new JobOutcome(job, stop?.Message, bill.Calls - before.Calls);
    }

    private static JobState StateAfter(DeskStop? stop) => stop?.Kind switch
    {
        null => JobState.Done,
        DeskStopKind.OutOfMoney => JobState.OutOfMoney,
        DeskStopKind.TeacherUnavailable => JobState.TeacherUnavailable,
        _ => JobState.Interrupted,
    };

    private JobReport ReportOf(Bill bill, UndecidedReason unreached)
    {
        var tally = JobTally.Of(_intake.Texts, _plan.Decisions, unreached);
        var missing = tally.Undecided.GetValueOrDefault(UndecidedReason.OutOfMoney) + tally.Undecided.GetValueOrDefault(UndecidedReason.NotAsked);
        return new JobReport
        {
            Rows = _intake.Texts.RowCount,
            DistinctTexts = _intake.Texts.Count,
            UndecidedRows = tally.Undecided,
            RowsBySource = tally.BySource,
            AskedTexts = bill.AskedTexts,
            AskedTextsIfDeferred = _request.Settings.Learn == LearnMode.Immediate ? (int)_intake.DeferredAsks.Count : null,
            Calls = bill.Calls,
            LostCalls = bill.LostCalls,
            FailedCalls = bill.FailedCalls,
            Usage = bill.Usage,
            Cost = bill.Cost,
            RowByRowCost = _rowByRow?.Aggregate(Money.Zero, (sum, cost) => sum + cost),
            Certificate = new Certificate
            {
                Budget = _request.Settings.Budget,
                UpperBound = missing == 0 ? 0 : (double)missing / _intake.Texts.RowCount,
                Audits = 0,
                AuditErrors = 0,
            },
            Elapsed = (_job.Report?.Elapsed ?? TimeSpan.Zero) + _clock.GetElapsedTime(_started),
        };
    }
}
