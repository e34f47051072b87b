using LeadScout.Answers;
using LeadScout.Teaching;

namespace LeadScout.Jobs;

/// <summary>
/// Runs jobs: intake, rounds of asking, output, report. The same request has the same job: if that was interrupted it goes on,
/// if it is done its output is written again. One run at a time.
/// </summary>
public sealed class JobRunner(IJobStore store, IAnswerLog log, RetryPolicy retry, TimeProvider clock, RateLimits? limits = null)
{
    /// <summary>Runs or resumes the job that the request describes.</summary>
    /// <param name="request">The list, the question, and how to go about it.</param>
    /// <param name="teacher">Whom to ask.</param>
    /// <param name="progress">Told of every step; may be null.</param>
    /// <param name="interrupt">The wish to stop: calls in flight come home and are kept, then the job is saved.</param>
    /// <exception cref="BadInputException">The request can't be carried out as it stands; nothing was asked.</exception>
    /// <exception cref="OperationCanceledException">Interrupted before the job began.</exception>
    public async Task<JobOutcome> RunAsync(JobRequest request, ITeacher teacher, IProgress<JobProgress>? progress, CancellationToken interrupt)
    {
        request.Input.CheckOutput();
        CostLimit.Check(request.Settings.MaxCost, teacher);
        var (job, run) = await PrepareAsync(request, teacher, progress, interrupt).ConfigureAwait(false);
        await BeginAsync(job, request, interrupt).ConfigureAwait(false);
        return await run.ToTheEndAsync(interrupt).ConfigureAwait(false);
    }

    /// <summary>
    /// Says what the job that the request describes will probably cost. With a probe, the first texts of the job's own plan are really asked, paid,
    /// and kept: the job itself goes on from there. Without one nothing is asked and nothing is written.
    /// </summary>
    /// <param name="request">The list, the question, and how to go about it.</param>
    /// <param name="teacher">Whom to ask.</param>
    /// <param name="probe">The most texts to ask, 0 for none.</param>
    /// <param name="progress">Told of every step; may be null.</param>
    /// <param name="interrupt">The wish to stop.</param>
    /// <exception cref="BadInputException">The request can't be carried out as it stands; nothing was asked.</exception>
    /// <exception cref="OperationCanceledException">Interrupted before the first call.</exception>
    public async Task<JobForecast> ForecastAsync(JobRequest request, ITeacher teacher, int probe, IProgress<JobProgress>? progress, CancellationToken interrupt)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(probe);
        var (job, run) = await PrepareAsync(request, teacher, progress, interrupt).ConfigureAwait(false);
        if (probe > 0)
        {
            CostLimit.Check(request.Settings.MaxCost, teacher);
            await BeginAsync(job, request, interrupt).ConfigureAwait(false);
        }

        return await run.ProbeAsync(probe, interrupt).ConfigureAwait(false);
    }

    private async Task<(Job Job, JobRun Run)> PrepareAsync(JobRequest request, ITeacher teacher, IProgress<JobProgress>? progress, CancellationToken interrupt)
    {
        var job = await OpenAsync(request, teacher.Name, interrupt).ConfigureAwait(false);
        var context = new JobContext(job, request, teacher, store, log, retry, limits, clock, progress);
        return (job, await JobRun.PrepareAsync(context, interrupt).ConfigureAwait(false));
    }

    /// <summary>Puts the job on record. Only once its list was read to the end: one that could not be has begun no job, and may be mended and tried again.</summary>
    private async Task BeginAsync(Job job, JobRequest request, CancellationToken interrupt)
    {
        if (await store.FindAsync(job.Id, interrupt).ConfigureAwait(false) is null)
        {
            await RefuseChangedInputAsync(request, interrupt).ConfigureAwait(false);
        }

        await store.SaveAsync(job, interrupt).ConfigureAwait(false);
        await store.SettleAsync(job.Id, interrupt).ConfigureAwait(false);
    }

    private async Task<Job> OpenAsync(JobRequest request, string teacher, CancellationToken interrupt)
    {
        var id = JobIdentity.Of(request, teacher);
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
                QuestionName = request.Question.Name,
                Question = request.Question.Version,
                Teacher = teacher,
                Settings = request.Settings,
                LogPosition = await store.LogPositionAsync(interrupt).ConfigureAwait(false),
                CreatedAt = now,
                UpdatedAt = now,
            };
        }

        // A finished job stays finished while its result is written out again.
        return job with { State = job.State == JobState.Done && !request.RetryFailed ? JobState.Done : JobState.Running, OutputName = request.OutputName, Settings = request.Settings, Invocation = request.Invocation, UpdatedAt = now };
    }

    private async Task RefuseChangedInputAsync(JobRequest request, CancellationToken interrupt)
    {
        foreach (var other in await store.ListAsync(interrupt).ConfigureAwait(false))
        {
            if (other is not ({ State: JobState.Done } or { State: JobState.Interrupted, Report.Probed: true }) && other.OutputName == request.OutputName && other.InputName == request.Input.Name
                && other.Question == request.Question.Version && other.InputHash != request.Input.Hash)
            {
                throw new BadInputException(
                    $"{request.Input.Name} has changed since job {other.Id} began on it and stopped half-way. Put the file back as it was to go on, "
                    + $"or give the job up with `leadscout jobs delete {other.Id}` and run the command again: answers already paid for are kept and used.");
            }
        }
    }
}
