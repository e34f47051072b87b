using LeadScout.ActiveLearning;
using LeadScout.Answers;
using LeadScout.Hints;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Planning;
using LeadScout.Jobs.Reporting;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Limits;
using LeadScout.Teaching.Spending;
using LeadScout.Telemetry;

namespace LeadScout.Jobs.Running;

/// <summary>
/// Runs jobs: intake, rounds of asking, output, report. The same request has the same job: if that was interrupted it goes on,
/// if it is done its output is written again. One run at a time.
/// </summary>
public sealed class JobRunner(
    IStore store, RetryPolicy retry, TimeProvider clock, RateLimits? limits = null, InFlightTexts? inFlight = null)
{
    /// <summary>
    /// Cores that a job may use to learn between two replies; what it learns is the same. One, unless nobody else in the process waits for
    /// anything.
    /// </summary>
    public int Cores { get; init; } = 1;

    /// <summary>By job: others who can judge texts of its long lists; null where there is nobody.</summary>
    public Func<JobId, ITextJudges?>? JudgesOf { get; init; }

    /// <summary>Keeps what providers allow for all jobs of the process; null where there is one.</summary>
    public ProviderLimits? Shared { get; init; }

    /// <summary>A spending limit beside each job's own, for all that the client does; null for none.</summary>
    internal SpendingLimit? SharedSpending { get; init; }

    /// <summary>
    /// Shown what was found in the list before anything is begun or asked; false ends the run with <see cref="NotAgreedException"/>. Null:
    /// it is agreed to.
    /// </summary>
    public Func<ListFindings, CancellationToken, Task<bool>>? Agree { get; init; }

    /// <summary>Runs or resumes the job that the request describes.</summary>
    /// <param name="request">The list, the questions, and how to go about it.</param>
    /// <param name="teacher">Whom to ask.</param>
    /// <param name="progress">Told of every step; may be null.</param>
    /// <param name="interrupt">The wish to stop: calls in flight come home and are kept, then the job is saved.</param>
    /// <exception cref="BadInputException">The request can't be carried out as it stands; nothing was asked.</exception>
    /// <exception cref="OperationCanceledException">Interrupted before the job began.</exception>
    public Task<JobOutcome> RunAsync(JobRequest request, ITeacher teacher, IProgress<JobProgress>? progress, CancellationToken interrupt) =>
        RunAsync(request, teacher, null, progress, interrupt);

    /// <summary>The same with a second opinion.</summary>
    /// <param name="request">The list, the question, and how to go about it.</param>
    /// <param name="teacher">Whom to ask first.</param>
    /// <param name="second">Whom to ask what the first gives no usable answer to; a teacher of another name, or null.</param>
    /// <param name="progress">Told of every step; may be null.</param>
    /// <param name="interrupt">The wish to stop: calls in flight come home and are kept, then the job is saved.</param>
    /// <exception cref="BadInputException">The request can't be carried out as it stands; nothing was asked.</exception>
    /// <exception cref="OperationCanceledException">Interrupted before the job began.</exception>
    public async Task<JobOutcome> RunAsync(
        JobRequest request, ITeacher teacher, ITeacher? second, IProgress<JobProgress>? progress, CancellationToken interrupt)
    {
        Check(request, teacher.Profile, second?.Profile);
        request.Input.CheckOutput();
        CheckLimit(request, teacher, second);
        return await LeasedAsync(JobIdentity.Of(request, teacher.Profile.Name, second?.Profile.Name), RunAsync, interrupt).ConfigureAwait(false);

        async Task<JobOutcome> RunAsync(long epoch)
        {
            using var judges = JudgesOf?.Invoke(JobIdentity.Of(request, teacher.Profile.Name, second?.Profile.Name));
            var (job, prepared) = await PrepareAsync(request, teacher.Profile, second?.Profile, epoch, progress, interrupt, judges: judges)
                .ConfigureAwait(false);
            using var run = prepared;
            EnsureReady(job, run, request, teacher, second);
            run.CheckEmbedder();
            await run.CheckEarlierAsync(interrupt).ConfigureAwait(false);
            await AgreeAsync(run, interrupt).ConfigureAwait(false);
            await BeginAsync(job, request, interrupt).ConfigureAwait(false);
            using var span = Spans.Job(job.Id.Value, request.QuestionNames, teacher.Profile.Name);
            var outcome = await run.ToTheEndAsync(teacher, second, interrupt).ConfigureAwait(false);
            var report = outcome.Job.Report;
            span.Ended(outcome.Job.State.Word(), report?.Rows ?? 0, report?.AskedTexts ?? 0, report?.Calls ?? 0, report?.Cost?.Dollars);
            return outcome;
        }
    }

    /// <summary>
    /// Says what the job that the request describes will probably cost, by its list and the log. Asks nobody and writes nothing.
    /// </summary>
    /// <param name="request">The list, the questions, and how to go about it.</param>
    /// <param name="teacher">Who would be asked first.</param>
    /// <param name="second">Who would be asked what the first gives no usable answer to, or null. Nobody knows beforehand how often, so its
    /// asks are not forecast.</param>
    /// <param name="progress">Told of every step; may be null.</param>
    /// <param name="interrupt">The wish to stop.</param>
    /// <exception cref="BadInputException">The request can't be carried out as it stands.</exception>
    /// <exception cref="OperationCanceledException">Interrupted.</exception>
    public async Task<JobForecast> ForecastAsync(
        JobRequest request, TeacherProfile teacher, TeacherProfile? second, IProgress<JobProgress>? progress, CancellationToken interrupt)
    {
        Check(request, teacher, second);
        var (_, prepared) = await PrepareAsync(request, teacher, second, null, progress, interrupt).ConfigureAwait(false);
        using var run = prepared;
        return await run.ForecastAsync(interrupt).ConfigureAwait(false);
    }

    /// <summary>
    /// Really asks the first texts of the job's own plan, and says by their answers what the job will probably cost. They are paid for and
    /// kept: the job itself goes on from there.
    /// </summary>
    /// <param name="request">The list, the questions, and how to go about it.</param>
    /// <param name="teacher">Whom to ask first.</param>
    /// <param name="second">Whom to ask what the first gives no usable answer to, or null.</param>
    /// <param name="texts">The most texts to ask, at least 1.</param>
    /// <param name="progress">Told of every step; may be null.</param>
    /// <param name="interrupt">The wish to stop.</param>
    /// <exception cref="BadInputException">The request can't be carried out as it stands; nothing was asked.</exception>
    /// <exception cref="OperationCanceledException">Interrupted before the first call.</exception>
    public async Task<JobForecast> ProbeAsync(
        JobRequest request, ITeacher teacher, ITeacher? second, int texts, IProgress<JobProgress>? progress, CancellationToken interrupt)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(texts, 1);
        Check(request, teacher.Profile, second?.Profile);
        return await LeasedAsync(JobIdentity.Of(request, teacher.Profile.Name, second?.Profile.Name), ProbeAsync, interrupt).ConfigureAwait(false);

        async Task<JobForecast> ProbeAsync(long epoch)
        {
            var (job, prepared) = await PrepareAsync(
                request, teacher.Profile, second?.Profile, epoch, progress, interrupt, writes: false).ConfigureAwait(false);
            using var run = prepared;
            CheckLimit(request, teacher, second);
            EnsureReady(job, run, request, teacher, second);
            run.CheckEmbedder();
            await run.CheckEarlierAsync(interrupt).ConfigureAwait(false);
            await AgreeAsync(run, interrupt).ConfigureAwait(false);
            await BeginAsync(job, request, interrupt).ConfigureAwait(false);
            return await run.ProbeAsync(teacher, second, texts, interrupt).ConfigureAwait(false);
        }
    }

    /// <summary>Refuses what can't be carried out, before anything is begun.</summary>
    /// <exception cref="BadInputException">The questions don't go together, or the second opinion would be the first teacher's
    /// own.</exception>
    public static void Check(JobRequest request, TeacherProfile teacher, TeacherProfile? second)
    {
        request.Check();
        if (second?.Name == teacher.Name)
        {
            throw new BadInputException(
                $"{teacher.Name} can't give a second opinion on its own answers. Name another LLM for one of the two.");
        }
    }

    /// <summary>A key is missed before the job begins; a job that has nothing to ask needs none.</summary>
    private static void EnsureReady(Job job, JobRun run, JobRequest request, ITeacher teacher, ITeacher? second)
    {
        if (job.State != JobState.Done && (run.HasAsks || request.Settings.SelfCheck > 0 || request.Settings.AloneCheck > 0))
        {
            teacher.EnsureReady();
            second?.EnsureReady();
        }
    }

    private static void CheckLimit(JobRequest request, ITeacher teacher, ITeacher? second)
    {
        CostLimit.Check(request.Settings.MaxCost, teacher.Profile);
        CostLimit.CheckSecond(request.Settings.MaxCost, second?.Profile);
        if (request.Embedder is { Price: null } embedder)
        {
            CostLimit.CheckEmbedding(request.Settings.MaxCost, embedder.Model);
        }
    }

    private async Task<(Job Job, JobRun Run)> PrepareAsync(
        JobRequest request, TeacherProfile teacher, TeacherProfile? second, long? epoch, IProgress<JobProgress>? progress,
        CancellationToken interrupt, bool? writes = null, ITextJudges? judges = null)
    {
        if (request.Embedder is not null)
        {
            VectorsOfHashedTexts.Check(store.Keys, request.KeepsVectors);
        }

        var (opened, before) = await OpenAsync(request, teacher.Name, second?.Name, interrupt).ConfigureAwait(false);
        var job = opened with { Epoch = epoch };
        var context = ContextOf(job, request, teacher, second) with
        {
            Progress = progress,
            InFlight = inFlight,
            Judges = judges,
            Writes = writes ?? epoch is not null,
            Thinking = await store.ThinkingAsync(teacher.Name, interrupt).ConfigureAwait(false),
            StateBefore = before,
        };
        return (job, await JobRun.PrepareAsync(context, interrupt).ConfigureAwait(false));
    }

    private JobContext ContextOf(Job job, JobRequest request, TeacherProfile teacher, TeacherProfile? second) => new()
    {
        Job = job,
        Request = request,
        Teacher = teacher,
        Second = second,
        Store = store,
        Retry = retry,
        Limits = limits,
        Shared = Shared,
        SharedSpending = SharedSpending,
        Clock = clock,
        Cores = Cores,
    };

    private async Task AgreeAsync(JobRun run, CancellationToken interrupt)
    {
        if (Agree is { } agree && !await agree(await run.FindingsAsync().ConfigureAwait(false), interrupt).ConfigureAwait(false))
        {
            throw new NotAgreedException();
        }
    }

    /// <summary>
    /// Puts the job on record. Only once its list was read to the end: one that could not be has begun no job, and may be mended and tried
    /// again.
    /// </summary>
    private async Task BeginAsync(Job job, JobRequest request, CancellationToken interrupt)
    {
        if (await store.FindAsync(job.Id, interrupt).ConfigureAwait(false) is null)
        {
            await RefuseChangedInputAsync(request, interrupt).ConfigureAwait(false);
        }

        await store.SaveAsync(job, interrupt).ConfigureAwait(false);
    }

    /// <summary>Works under the job's lease, so that nobody else does.</summary>
    private async Task<T> LeasedAsync<T>(JobId job, Func<long, Task<T>> work, CancellationToken interrupt)
    {
        var epoch = await store.LeaseAsync(job, interrupt).ConfigureAwait(false);
        try
        {
            return await work(epoch).ConfigureAwait(false);
        }
        finally
        {
            await store.EndLeaseAsync(job, epoch).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Which decisions of a finished job lean on a pattern, and what it would cost to ask about them instead. Plans the job again from the
    /// log alone, in about the time that it takes to write its result again; asks nobody and changes nothing.
    /// </summary>
    /// <param name="pattern">The pattern's name.</param>
    /// <param name="question">Whose pattern it is; one of the request's questions.</param>
    /// <param name="request">As the job was started.</param>
    /// <param name="teacher">As the job was started.</param>
    /// <param name="second">As the job was started.</param>
    /// <param name="interrupt">Ends the planning.</param>
    /// <returns>Null when the request's job is not finished, or there is none: another list, question or setting.</returns>
    public async Task<PatternImpact?> ImpactOfAsync(
        string pattern, QuestionVersion question, JobRequest request, TeacherProfile teacher, TeacherProfile? second,
        CancellationToken interrupt)
    {
        if (await store.FindAsync(JobIdentity.Of(request, teacher.Name, second?.Name), interrupt).ConfigureAwait(false) is not { } job)
        {
            return null;
        }

        using var run = await JobRun.PrepareAsync(ContextOf(job, request, teacher, second), interrupt).ConfigureAwait(false);
        return await run.ImpactOfAsync(pattern, question, interrupt).ConfigureAwait(false);
    }

    /// <summary>
    /// What a job on record came to by its list and the log alone: it is planned again from the beginning, with the answers that it had. Asks
    /// nobody and changes nothing. What its certificate says can be held against it.
    /// </summary>
    /// <param name="request">As the job was started.</param>
    /// <param name="teacher">As the job was started.</param>
    /// <param name="second">As the job was started.</param>
    /// <param name="interrupt">Ends the planning.</param>
    /// <returns>Null when there is no such job (another list, question or setting), or the log does not hold all of its answers.</returns>
    public async Task<RecomputedJob?> RecomputeAsync(
        JobRequest request, TeacherProfile teacher, TeacherProfile? second, CancellationToken interrupt)
    {
        if (await store.FindAsync(JobIdentity.Of(request, teacher.Name, second?.Name), interrupt).ConfigureAwait(false) is not { } job)
        {
            return null;
        }

        using var run = await JobRun.PrepareAsync(ContextOf(job, request, teacher, second), interrupt).ConfigureAwait(false);
        return await run.RecomputeAsync(interrupt).ConfigureAwait(false);
    }

    /// <summary>
    /// Writes the result of a job on record to where the request says, by its list and the log alone. Asks nobody and changes nothing in the
    /// store. A result that lies elsewhere can be held against it.
    /// </summary>
    /// <param name="request">As the job was started; the result's place may be another.</param>
    /// <param name="teacher">As the job was started.</param>
    /// <param name="second">As the job was started.</param>
    /// <param name="cancellationToken">Ends the planning.</param>
    /// <returns>False when there is no such job (another list, question or setting), or the log does not hold all of its answers.</returns>
    public async Task<bool> WriteAgainAsync(
        JobRequest request, TeacherProfile teacher, TeacherProfile? second, CancellationToken cancellationToken)
    {
        var id = JobIdentity.Of(request, teacher.Name, second?.Name);
        if (await store.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } job)
        {
            return false;
        }

        using var run = await JobRun.PrepareAsync(ContextOf(job, request, teacher, second), cancellationToken).ConfigureAwait(false);
        return await run.WriteAgainAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Opens the student of a job that another process runs, as it was before its first lesson: reads the job's list, and builds what is
    /// learned with.
    /// </summary>
    /// <param name="question">One of the request's questions.</param>
    /// <param name="request">As the job was started.</param>
    /// <param name="teacher">As the job was started.</param>
    /// <param name="second">As the job was started.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <returns>Null where there is no such job, it learns nothing, or what its texts mean is not known yet.</returns>
    public async Task<StudentReplica?> OpenReplicaAsync(
        QuestionVersion question, JobRequest request, TeacherProfile teacher, TeacherProfile? second, CancellationToken cancellationToken)
    {
        var id = JobIdentity.Of(request, teacher.Name, second?.Name);
        if (await store.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } job)
        {
            return null;
        }

        var run = await JobRun.PrepareAsync(ContextOf(job, request, teacher, second), cancellationToken).ConfigureAwait(false);
        if (run.LearnerOf(question) is { } learner)
        {
            return new StudentReplica(run, learner);
        }

        run.Dispose();
        return null;
    }

    private async Task<(Job Job, JobState Before)> OpenAsync(
        JobRequest request, string teacher, string? second, CancellationToken interrupt)
    {
        var id = JobIdentity.Of(request, teacher, second);
        if (request.Resumes is { } wanted && wanted != id)
        {
            throw new BadInputException(
                "job-changed",
                $"Job {wanted} can't be resumed: its list, question, LLM or settings are not what they were, or it was planned by another version of LeadScout. "
                + $"Give its `{UserAction.StartJob}` command again: that begins a new job, and what was answered is not asked again.");
        }

        var now = clock.GetUtcNow();
        var job = await store.FindAsync(id, interrupt).ConfigureAwait(false);
        if (job is null)
        {
            job = new Job
            {
                Id = id,
                InputName = request.Input.Name,
                InputHash = request.Input.Hash,
                OutputName = request.OutputName,
                QuestionName = request.QuestionNames,
                Question = request.Version,
                Teacher = teacher,
                Settings = request.Settings with { PlanRevision = JobSettings.LatestPlanRevision },
                LogPosition = await store.LogPositionAsync(interrupt).ConfigureAwait(false),
                VerdictPosition = await LatestVerdictAsync(request, interrupt).ConfigureAwait(false),
                CreatedAt = now,
                UpdatedAt = now,
            };
        }

        // A finished job stays finished while its result is written out again.
        var staysDone = job.State == JobState.Done && !request.RetryFailed
            && !(await store.FailuresAsync(id, interrupt).ConfigureAwait(false)).Any(failed => failed.FaultOf == FaultOf.Service);
        return (
            job with
            {
                State = staysDone ? JobState.Done : JobState.Running,
                OutputName = request.OutputName,
                Settings = request.Settings with { PlanRevision = job.Settings.PlanRevision },
                Invocation = request.Invocation,
                UpdatedAt = now,
            },
            job.State);
    }

    private async Task<long> LatestVerdictAsync(JobRequest request, CancellationToken interrupt)
    {
        var latest = 0L;
        foreach (var question in request.Questions)
        {
            latest = await store.VerdictsAsync(question.Version, interrupt).ConfigureAwait(false) is [.., var verdict]
                ? Math.Max(latest, verdict.Position)
                : latest;
        }

        return latest;
    }

    private async Task RefuseChangedInputAsync(JobRequest request, CancellationToken interrupt)
    {
        foreach (var other in await store.ListAsync(interrupt).ConfigureAwait(false))
        {
            if (other.Settings.Certify is null && other is not ({ State: JobState.Done or JobState.Reopened } or { State: JobState.Interrupted, Report.Probed: true }) && other.OutputName == request.OutputName && other.InputName == request.Input.Name
                && other.Question == request.Version && other.InputHash != request.Input.Hash)
            {
                throw new BadInputException(
                    "list-changed",
                    $"{request.Input.Name} has changed since job {other.Id} began on it and stopped half-way. Put the file back as it was to go on, "
                    + $"or give the job up with `{UserAction.DeleteJob.On(other.Id.Value)}` and run the command again: answers already paid for are kept and used.");
            }
        }
    }
}
