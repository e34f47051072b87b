using System.Collections.Immutable;
using LeadScout.ActiveLearning;
using LeadScout.Classifiers;
using LeadScout.Forecasts;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Output;
using LeadScout.Jobs.Planning;
using LeadScout.Jobs.Reporting;
using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Limits;
using LeadScout.Teaching.Spending;
using LeadScout.Telemetry;
using LeadScout.Texts;

namespace LeadScout.Jobs.Running;

/// <summary>One run of a job, from the intake to the report.</summary>
internal sealed class JobRun : IDisposable
{
    private readonly JobContext _context;
    private readonly EmbeddingPass? _embedding;
    private ImmutableArray<QuestionRun> _runs;
    private JobMeter _meter;
    private CallLessons _lessons;
    private int _callsInSequence;
    private ImmutableArray<SelfCheckPlan> _checks = []; // by question run; none before the self-check
    private ImmutableArray<AloneCheckPlan> _alone = []; // the same, of the check of texts alone

    private JobRun(JobContext context, ImmutableArray<QuestionRun> runs, EmbeddingPass? embedding)
    {
        (_context, _embedding) = (context, embedding);
        (_runs, _meter) = (runs, new JobMeter(runs, context));
        _lessons = new CallLessons(context.Teacher.RoomFor(context.Thinking));
    }

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
            context.Store.Keys,
            [.. knowledge.Select(known => known.Known)],
            context.Writes,
            rows => context.Progress?.Report(new JobProgress { Phase = JobPhase.Intake, Rows = rows, Elapsed = context.Elapsed }),
            interrupt);
        ImmutableArray<QuestionRun> runs =
            [.. request.Questions.Select((question, i) => QuestionRun.Of(question, intakes[i], knowledge[i], context))];
        if (request.Embedder is not { } embedder)
        {
            return new JobRun(context, runs, null);
        }

        var embedding = await EmbeddingPass.BeginAsync(runs.SelectMany(run => run.TextsToEmbed()), context, embedder, interrupt)
            .ConfigureAwait(false);
        return new JobRun(context, embedding.Missing > 0 ? runs : Seeing(runs, embedding, context), embedding);
    }

    /// <summary>Refuses, before anything is begun, an embedder that is needed and can't be used.</summary>
    /// <exception cref="BadInputException">A key is missing, say.</exception>
    public void CheckEmbedder()
    {
        if (_embedding is { Need: not null })
        {
            _context.Request.Embedder!.EnsureReady();
        }
    }

    /// <summary>Makes the vectors that the texts lack, where the job looks at any, and plans with them.</summary>
    /// <returns>Why it stopped; null where none is missing any more.</returns>
    /// <exception cref="OperationCanceledException">Interrupted; the job is saved, and what was made until then is kept.</exception>
    private async Task<AskStop?> EmbedAsync(SpendingLimit spending, CancellationToken interrupt)
    {
        if (_embedding is null or { Missing: 0 })
        {
            return null;
        }

        try
        {
            var rows = _runs[0].Texts.RowCount;
            if (await _embedding.CompleteAsync(rows, spending, _meter.Report, interrupt).ConfigureAwait(false) is { } stop)
            {
                return stop;
            }
        }
        catch when (_context.Job.State != JobState.Done)
        {
            var stopped = _context.Job with { State = JobState.Interrupted, UpdatedAt = _context.Clock.GetUtcNow() };
            await _context.Store.SaveAsync(stopped, CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        _runs = Seeing(_runs, _embedding, _context);
        _meter = new JobMeter(_runs, _context);
        return null;
    }

    private static ImmutableArray<QuestionRun> Seeing(ImmutableArray<QuestionRun> runs, EmbeddingPass embedding, JobContext context) =>
        [.. runs.Select(run => run.Seeing(embedding.Vectors, context))];

    /// <summary>What a question's plan learns with; null where it learns nothing, or vectors of its texts are missing.</summary>
    public ActiveLearner? LearnerOf(QuestionVersion question) =>
        _embedding is { Missing: > 0 } ? null : (_runs.FirstOrDefault(run => run.Question.Version == question)?.Learned as LearningPlan)?.Learner;

    /// <inheritdoc/>
    public void Dispose() => _runs[0].Intake.Trail?.Dispose();

    /// <summary>Whether there are texts that nothing was known about when the job began.</summary>
    public bool HasAsks => _runs.Any(run => run.Intake.Decisions.Contains(null));

    /// <summary>What was found in the list.</summary>
    public async Task<ListFindings> FindingsAsync() => _runs[0].Intake.Findings! with
    {
        HasBegun = Bill.Of(await LedgerAsync(CancellationToken.None).ConfigureAwait(false)).Calls > 0,
        HasAsks = HasAsks,
        Embedding = _embedding?.Need,
    };

    /// <summary>The job's calls, priced.</summary>
    private async Task<ImmutableArray<LedgerLine>> LedgerAsync(CancellationToken cancellation) =>
        Priced(await _context.Store.CallsAsync(_context.Job.Id, cancellation).ConfigureAwait(false));

    /// <summary>What was asked before a price was known has the one that is known now: prices given last count.</summary>
    private ImmutableArray<LedgerLine> Priced(ImmutableArray<LedgerLine> ledger) => [.. ledger.Select(line => line.PricedBy(
        line.Intent.Teacher == _context.Teacher.Name ? _context.Teacher.Price
        : line.Intent.Teacher == _context.Second?.Name ? _context.Second.Price
        : line.Intent.Teacher == _context.Request.Embedder?.Model ? _context.Request.Embedder.Price
        : null))];

    /// <summary>A limit that can't count what the job has asked already is none.</summary>
    /// <exception cref="BadInputException">There is such a limit.</exception>
    public async Task CheckEarlierAsync(CancellationToken cancellation) =>
        CostLimit.CheckEarlier(_context.Request.Settings.MaxCost, _context.Job.Id, await LedgerAsync(cancellation).ConfigureAwait(false));

    /// <summary>Asks what is open, writes the result if there is one to write, and saves the job with its report.</summary>
    public async Task<JobOutcome> ToTheEndAsync(ITeacher teacher, ITeacher? second, CancellationToken interrupt)
    {
        var (job, request, store) = (_context.Job, _context.Request, _context.Store);
        var before = await LedgerAsync(CancellationToken.None).ConfigureAwait(false);
        var spending = SpendingOf(before);
        var embedded = _embedding?.Need;
        var stop = await EmbedAsync(spending, interrupt).ConfigureAwait(false);
        _meter.Answered(ReportedModel.Of(before));
        _meter.GoOn(before);
        _meter.Report(spending);
        stop ??= await AskAsync(ServiceOf(teacher, second, spending), spending, int.MaxValue, interrupt).ConfigureAwait(false);
        var unreached = stop?.Kind == AskStopKind.OutOfMoney ? UndecidedReason.OutOfMoney : UndecidedReason.NotAsked;
        var ledger = await store.CallsAsync(job.Id, CancellationToken.None).ConfigureAwait(false);
        var newCalls = ledger.Length - before.Length;
        var report = await ReportAsync(Priced(ledger), unreached, newCalls > 0).ConfigureAwait(false);
        var ended = job with { State = StateAfter(stop), UpdatedAt = _context.Clock.GetUtcNow(), Report = report };
        await SaveBeforeWritingAsync(ended, stop, ledger).ConfigureAwait(false);
        if (stop is null or { Kind: AskStopKind.OutOfMoney })
        {
            _meter.Report(spending, JobPhase.Writing);
            await WriteAsync(unreached, stop is null && job.State != JobState.Done ? ended with { State = JobState.Interrupted } : null)
                .ConfigureAwait(false);
        }

        if (stop is null)
        {
            await SaveDoneAsync(ended, ledger).ConfigureAwait(false);
        }

        return new JobOutcome(ended, stop?.Message, newCalls)
        {
            Cause = stop?.Cause,
            Forecast = _meter.First?.With(embedded),
            Left = stop is null ? null : _meter.Left().With(_embedding?.Need),
            Mistakes = [.. _runs.SelectMany(run => run.Learned.Mistakes)],
        };
    }

    /// <summary>Writes the result; a job whose result can't be written is at work no more.</summary>
    private async Task WriteAsync(UndecidedReason unreached, Job? stopped)
    {
        try
        {
            Write(unreached);
        }
        catch when (stopped is not null)
        {
            try
            {
                await _context.Store.SaveAsync(stopped, CancellationToken.None).ConfigureAwait(false);
            }
            catch (BadInputException)
            {
                // The store has no room for it either: why the result could not be written is what is to be told.
            }

            throw;
        }
    }

    private void Write(UndecidedReason unreached)
    {
        if (_runs[0].Learned is not CertifyPlan certified)
        {
            new ResultWriter(_context.Request, _runs).Write(unreached);
        }
        else if (_context.Request.OutputName.Length > 0)
        {
            new CorrectedWriter(_context.Request, _runs[0].Texts, certified.Decisions).Write();
        }
    }

    /// <summary>Says what is left to ask. Asks nobody and writes nothing.</summary>
    public async Task<JobForecast> ForecastAsync(CancellationToken interrupt)
    {
        var ledger = await LedgerAsync(CancellationToken.None).ConfigureAwait(false);
        var spending = SpendingOf(ledger);
        var stop = await AskAsync(null, spending, 0, interrupt).ConfigureAwait(false);
        return await ForecastAsync(_context.Job, Bill.Of(ledger), 0, stop).ConfigureAwait(false);
    }

    /// <summary>
    /// Asks at most so many texts, the first ones of the job's own plan, and says what is left. The job is saved; no result is written.
    /// </summary>
    public async Task<JobForecast> ProbeAsync(ITeacher teacher, ITeacher? second, int most, CancellationToken interrupt)
    {
        var job = _context.Job;
        var earlier = await LedgerAsync(CancellationToken.None).ConfigureAwait(false);
        var before = Bill.Of(earlier);
        var spending = SpendingOf(earlier);
        var stop = await EmbedAsync(spending, interrupt).ConfigureAwait(false)
            ?? await AskAsync(ServiceOf(teacher, second, spending), spending, most, interrupt).ConfigureAwait(false);
        var ledger = await LedgerAsync(CancellationToken.None).ConfigureAwait(false);
        var bill = Bill.Of(ledger);
        if (job.State != JobState.Done)
        {
            var report = await ReportAsync(ledger, UndecidedReason.NotAsked, bill.Calls > before.Calls)
                .ConfigureAwait(false) with
            { Probed = stop is null or { Kind: AskStopKind.Probed } };
            job = job with { State = StateAfter(stop, JobState.Interrupted), UpdatedAt = _context.Clock.GetUtcNow(), Report = report };
            await _context.Store.SaveAsync(job, CancellationToken.None).ConfigureAwait(false);
        }

        return await ForecastAsync(job, bill, bill.AskedTexts - before.AskedTexts, stop).ConfigureAwait(false);
    }

    private async Task<JobForecast> ForecastAsync(Job job, Bill bill, int probedTexts, AskStop? stop) =>
        new()
        {
            Job = job,
            Findings = await FindingsAsync().ConfigureAwait(false),
            Rows = _runs[0].Texts.RowCount,
            BlankRows = _runs[0].Texts.BlankRows,
            DistinctTexts = _runs.Select(run => run.Texts).Distinct().Sum(texts => texts.Count),
            KnownTexts = KnownTexts(),
            AskedTexts = bill.AskedTexts,
            Calls = bill.Calls,
            Spent = bill.Measured,
            PossiblyBilled = bill.PossiblyBilled ?? Money.Zero,
            ProbedTexts = probedTexts,
            Left = _meter.Left().With(_embedding?.Need),
            RowByRowCost = _runs.Aggregate((Money?)Money.Zero, (sum, run) => sum + JobReporter.RowByRowCostOf(run)),
            CallCeiling = _runs.Max(run => run.CallCeiling(_context.Request.Settings.RowsPerCall, _context.Teacher)),
            StoppedBecause = stop is null or { Kind: AskStopKind.Probed } ? null : stop.Message,
        };

    /// <summary>What the job came to by its list and the log alone: planned again, asking nobody and writing nothing.</summary>
    /// <returns>Null when the log does not hold all answers of the job.</returns>
    public async Task<RecomputedJob?> RecomputeAsync(CancellationToken interrupt)
    {
        var ledger = await LedgerAsync(interrupt).ConfigureAwait(false);
        var stop = await AskAsync(null, new SpendingLimit(null, ledger), 0, interrupt).ConfigureAwait(false);
        return stop is null
            ? new RecomputedJob(await ReportAsync(ledger, UndecidedReason.NotAsked, false).ConfigureAwait(false), Corrections())
            : null;
    }

    private JobCorrections? Corrections()
    {
        var all = _runs.Select(run => run.Corrected()).OfType<(int Texts, int Contradicted, double UpperBound)>().ToArray();
        return all.Length == 0 ? null
            : new JobCorrections(all.Sum(one => one.Texts), all.Sum(one => one.Contradicted), all.Max(one => one.UpperBound));
    }

    /// <summary>Writes the job's result again by its list and the log alone: asks nobody, and leaves the store as it is.</summary>
    /// <returns>False when the log does not hold all answers of the job; nothing is written then.</returns>
    public async Task<bool> WriteAgainAsync(CancellationToken interrupt)
    {
        var ledger = await LedgerAsync(interrupt).ConfigureAwait(false);
        var isWhole = await AskAsync(null, new SpendingLimit(null, ledger), 0, interrupt).ConfigureAwait(false) is null;
        if (isWhole)
        {
            Write(UndecidedReason.NotAsked);
        }

        return isWhole;
    }

    /// <summary>What leans on a pattern in a finished job, by planning it again from the log: asks nobody, writes nothing.</summary>
    /// <returns>Null when the log does not hold all answers of the job: it is not finished.</returns>
    public async Task<PatternImpact?> ImpactOfAsync(string pattern, QuestionVersion question, CancellationToken interrupt)
    {
        if (await new JobRounds(SchedulerOf(_runs), _context, null).RunAsync((_, _) => { }, interrupt).ConfigureAwait(false) is not null)
        {
            return null;
        }

        var (run, teacher) = (_runs.Single(run => run.Question.Version == question), _context.Teacher);
        run.Learned.Conclude();
        var texts = run.RepairWithout(pattern).PatternImpact(pattern);
        var asks = run.Packed(texts.Where(text => !run.Settled(text).IsAnswered), _context.Request.Settings.RowsPerCall, teacher.Fits)
            .ToArray();
        var cost = teacher.Price is { } price
            ? asks.Aggregate(Money.Zero, (sum, ask) => sum + price.Of(teacher.Estimate(ask)))
            : (Money?)null;
        return new PatternImpact(_context.Job, [.. texts.Select(text => ImpactedText.Of(run, text))], asks.Length, cost);
    }

    /// <summary>Should writing the result fail, what was paid for is on record, and the job can be resumed.</summary>
    private async Task SaveBeforeWritingAsync(Job ended, AskStop? stop, ImmutableArray<LedgerLine> ledger)
    {
        if (_context.Job.State == JobState.Done && (stop is null || !_runs.Any(run => run.Plan is RepairPlan { Reopens: true })))
        {
            return; // a finished job stays finished while its result is written out again, unless it has begun to ask anew
        }

        var saved = stop is null ? ended with { State = JobState.Running } : ended;
        await _context.Store.SaveAsync(saved, CancellationToken.None).ConfigureAwait(false);
        if (stop is not null)
        {
            await _context.Store.ConfirmAsync(ended, ledger).ConfigureAwait(false);
        }
    }

    private async Task SaveDoneAsync(Job ended, ImmutableArray<LedgerLine> ledger)
    {
        // A pattern may spell a name, so a log that keeps no texts keeps no patterns either.
        var applied = _runs.SelectMany(run => run.Learned.Use.Applied(ended.Id, run.Question.Version));
        await _context.Store.SaveAsync(ended, _context.Store.Keys.Fingerprint is null ? [.. applied] : [], CancellationToken.None)
            .ConfigureAwait(false);
        await _context.Store.ConfirmAsync(ended, ledger).ConfigureAwait(false);
        if (_context.Job.State != JobState.Done)
        {
            Count(ended.Report!);
        }
    }

    private async Task<JobReport> ReportAsync(ImmutableArray<LedgerLine> ledger, UndecidedReason unreached, bool worked)
    {
        var failures = await _context.Store.FailuresAsync(_context.Job.Id, CancellationToken.None).ConfigureAwait(false);
        return new JobReporter(
            _context, _runs, ledger)
        {
            Checks = [.. _checks.Select(check => check.Result)],
            Alone = [.. _alone.Select(check => check.Result)],
            Failures = failures,
            CallsInSequence = _callsInSequence,
        }.Of(unreached, worked);
    }

    /// <summary>Texts that every question about them knew beforehand, by who decided the first.</summary>
    private ImmutableSortedDictionary<DecisionSource, int> KnownTexts() => _runs
        .GroupBy(run => run.Texts, run => run.Intake.Decisions)
        .SelectMany(sharing => sharing.First().Where((_, text) => sharing.All(decisions => decisions[text] is { IsDecided: true })))
        .CountBy(decision => decision!.Value.Source)
        .ToImmutableSortedDictionary();

    private SpendingLimit SpendingOf(ImmutableArray<LedgerLine> before) => new(_context.Request.Settings.MaxCost, before) { Shared = _context.SharedSpending };

    private AskService ServiceOf(ITeacher teacher, ITeacher? second, SpendingLimit spending)
    {
        var settings = _context.Request.Settings;
        return new AskService(
            teacher,
            _context.Store,
            spending,
            new AskServiceOptions
            {
                Concurrency = settings.Concurrency,
                Retry = _context.Retry with { Seed = settings.Seed },
                Clock = _context.Clock,
                Limits = _context.Limits ?? new RateLimits(),
                Shared = _context.Shared,
                Proven = [.. _runs.Where(run => run.Replay.HasAnswers).Select(run => run.Question.Version)],
                Second = second,
                InFlight = _context.InFlight,
                Waiting = _meter.Report,
            });
    }

    /// <summary>Asks by the plan; without a service it takes only what is settled already.</summary>
    private async Task<AskStop?> AskAsync(AskService? asking, SpendingLimit spending, int most, CancellationToken interrupt)
    {
        var canaries = await CanariesAsync().ConfigureAwait(false);
        var learning = SchedulerOf(_runs, canaries: canaries);
        var stop = await RunAsync(learning).ConfigureAwait(false);
        if (stop is null)
        {
            foreach (var run in _runs)
            {
                run.Conclude();
            }

            stop = await RunAsync(SchedulerOf(_runs, learning.NextBatch, canaries)).ConfigureAwait(false);
        }

        if (stop is not null)
        {
            return stop;
        }

        _meter.Done();
        var settings = _context.Request.Settings;
        if (asking is not null && settings.SelfCheck > 0)
        {
            stop = await CheckTeacherAsync(asking, spending, interrupt).ConfigureAwait(false);
        }

        return stop is null && asking is not null && settings.AloneCheck > 0
            ? await AskAloneAsync(asking, spending, interrupt).ConfigureAwait(false)
            : stop;

        async Task<AskStop?> RunAsync(BatchScheduler scheduler)
        {
            var rounds = new JobRounds(
                scheduler, _context, asking)
            { MostAsks = most, Asking = () => _meter.Asking(spending), Known = _lessons };
            var stop = await rounds.RunAsync((batch, result) => _meter.Folded(batch, result, spending), interrupt).ConfigureAwait(false);
            _lessons = rounds.Lessons;
            _callsInSequence += rounds.CallsInSequence;
            return stop;
        }
    }

    private Task<AskStop?> CheckTeacherAsync(AskService asking, SpendingLimit spending, CancellationToken interrupt)
    {
        var request = _context.Request;
        _checks =
            [.. _runs.Select(run => new SelfCheckPlan(run.Intake, run.Plan.Decisions, request.Settings, run.Seeds.Spawn("self-check")))];
        return new JobRounds(
            SchedulerOf([.. _runs.Zip(_checks, (run, check) => run.With(check))], BatchId.OfSelfCheck(0)),
            _context,
            asking)
        { Known = _lessons }.RunAsync((batch, result) => _meter.Checked(batch, result, spending), interrupt);
    }

    private Task<AskStop?> AskAloneAsync(AskService asking, SpendingLimit spending, CancellationToken interrupt)
    {
        var settings = _context.Request.Settings;
        _alone = [.. _runs.Select(run => new AloneCheckPlan(run.Intake, run.Plan.Decisions, settings, run.Seeds.Spawn("alone")))];
        return new JobRounds(
            new BatchScheduler([.. _runs.Zip(_alone, (run, check) => run.With(check))], 1, _context.Teacher.Fits, BatchId.OfAloneCheck(0)),
            _context,
            asking)
        { Known = _lessons }.RunAsync((batch, result) => _meter.Checked(batch, result, spending), interrupt);
    }

    private BatchScheduler SchedulerOf(ImmutableArray<QuestionRun> runs, BatchId firstBatch = default, CanaryPool? canaries = null) =>
        new(runs, _context.Request.Settings.RowsPerCall, _context.Teacher.Fits, firstBatch, canaries);

    // A call that an earlier run threw away is told by the ledger alone.
    private async Task<CanaryPool> CanariesAsync()
    {
        var pool = new CanaryPool(_runs, _context.Request.Settings.Canaries);
        if (_context.Request.Settings.Canaries > 0)
        {
            var ledger = await _context.Store.CallsAsync(_context.Job.Id, CancellationToken.None).ConfigureAwait(false);
            pool.Distrust(ledger.Where(line => line.Fault == CanaryFault.Message).SelectMany(line => line.Intent.Texts));
        }

        return pool;
    }

    private static JobState StateAfter(AskStop? stop, JobState atTheEnd = JobState.Done) => stop?.Kind switch
    {
        null or AskStopKind.Probed => atTheEnd,
        AskStopKind.OutOfMoney => JobState.OutOfMoney,
        AskStopKind.TeacherUnavailable => JobState.TeacherUnavailable,
        _ => JobState.Interrupted,
    };

    private void Count(JobReport report)
    {
        foreach (
            var (question, rows) in report.Questions is { Length: > 0 } several ? several.Select(one => (one.Question, one.Report.RowsBySource)) : [(_context.Job.QuestionName, report.RowsBySource)])
        {
            foreach (var (source, count) in rows)
            {
                Instruments.RowsDecided(question, source.Word(), count);
            }
        }
    }
}
