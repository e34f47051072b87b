using System.Collections.Immutable;
using LeadScout.Cascades;
using LeadScout.Teaching;

namespace LeadScout.Jobs;

/// <summary>One run of a job, from the intake to the report.</summary>
internal sealed class JobRun
{
    private readonly JobContext _context;
    private readonly ImmutableArray<Strand> _strands;
    private readonly JobMeter _meter;

    private JobRun(JobContext context, ImmutableArray<Strand> strands) => (_context, _strands, _meter) = (context, strands, new JobMeter(strands, context));

    /// <summary>Reads what is known, and the list; asks nothing and writes nothing.</summary>
    public static async Task<JobRun> PrepareAsync(JobContext context, CancellationToken interrupt)
    {
        var request = context.Request;
        var knowledge = new List<JobKnowledge>();
        foreach (var question in request.Questions)
        {
            knowledge.Add(await JobKnowledge.ReadAsync(question, context, interrupt).ConfigureAwait(false));
        }

        var intakes = Intake.Read(
            request,
            context.Log.Keys,
            [.. knowledge.Select(known => known.Known)],
            rows => context.Progress?.Report(new JobProgress { Phase = JobPhase.Intake, Rows = rows, Elapsed = context.Elapsed }),
            interrupt);
        return new JobRun(context, [.. request.Questions.Select((question, i) => Strand.Of(question, intakes[i], knowledge[i], request.SettingsFor(question), context))]);
    }

    /// <summary>Asks what is open, writes the result if there is one to write, and saves the job with its report.</summary>
    public async Task<JobOutcome> ToTheEndAsync(CancellationToken interrupt)
    {
        var (job, request, store) = (_context.Job, _context.Request, _context.Store);
        var before = Bill.Of(await store.CallsAsync(job.Id, CancellationToken.None).ConfigureAwait(false));
        var purse = new Purse(request.Settings.MaxCost, before.Cost ?? Money.Zero);
        _meter.Report(purse);
        var stop = await AskAsync(purse, interrupt).ConfigureAwait(false);
        var unreached = stop?.Kind == DeskStopKind.OutOfMoney ? UndecidedReason.OutOfMoney : UndecidedReason.NotAsked;
        var ledger = await store.CallsAsync(job.Id, CancellationToken.None).ConfigureAwait(false);
        var bill = Bill.Of(ledger);
        var report = new JobReporter(_context, _strands, ledger).Of(unreached, bill.Calls > before.Calls);
        var ended = job with { State = StateAfter(stop), UpdatedAt = _context.Clock.GetUtcNow(), Report = report };
        if (job.State != JobState.Done)
        {
            // Before the result is written: should that fail, what was paid for is on record, and the job can be resumed.
            await store.SaveAsync(ended with { State = stop is null ? JobState.Interrupted : ended.State }, CancellationToken.None).ConfigureAwait(false);
        }

        if (stop is null or { Kind: DeskStopKind.OutOfMoney })
        {
            _meter.Report(purse, JobPhase.Writing);
            new ResultWriter(request, _strands).Write(unreached);
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
        var desk = new Desk(
            _context.Teacher,
            _context.Store,
            purse,
            settings.Concurrency,
            _context.Retry with { Seed = settings.Seed },
            _context.Clock,
            _context.Limits,
            _strands.Any(strand => strand.Replay.HasAnswers),
            _context.Second);
        var rounds = new JobRounds(new Agenda(_strands, settings.RowsPerCall, _context.Teacher.Fits), _context, desk);
        var stop = await rounds.RunAsync((batch, result) => _meter.Folded(batch, result, purse), interrupt).ConfigureAwait(false);
        foreach (var strand in stop is null ? _strands : [])
        {
            strand.Plan.Conclude();
        }

        return stop;
    }

    private static JobState StateAfter(DeskStop? stop) => stop?.Kind switch
    {
        null => JobState.Done,
        DeskStopKind.OutOfMoney => JobState.OutOfMoney,
        DeskStopKind.TeacherUnavailable => JobState.TeacherUnavailable,
        _ => JobState.Interrupted,
    };
}
