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
    public async Task<JobOutcome> RunAsync(JobRequest request, ITeacher teacher, ITeacher? second, IProgress<JobProgress>? progress, CancellationToken interrupt)
    {
        request.Check();
        request.Input.CheckOutput();
        if (second?.Name == teacher.Name)
        {
            throw new BadInputException($"{teacher.Name} can't give a second opinion on its own answers. Name another teacher for one of the two.");
        }

        CostLimit.Check(request.Settings.MaxCost, teacher);
        CostLimit.CheckSecond(request.Settings.MaxCost, second);
        var job = await OpenAsync(request, teacher.Name, second?.Name, interrupt).ConfigureAwait(false);
        var context = new JobContext(job, request, teacher, store, log, retry, limits, clock, progress) { Second = second };
        var run = await JobRun.PrepareAsync(context, interrupt).ConfigureAwait(false);

        // Only now: a list that could not be read to its end has begun no job, and may be mended and tried again.
        await store.SaveAsync(job, interrupt).ConfigureAwait(false);
        await store.SettleAsync(job.Id, interrupt).ConfigureAwait(false);
        return await run.ToTheEndAsync(interrupt).ConfigureAwait(false);
    }

    private async Task<Job> OpenAsync(JobRequest request, string teacher, string? second, CancellationToken interrupt)
    {
        var id = JobIdentity.Of(request, teacher, second);
        var now = clock.GetUtcNow();
        var job = await store.FindAsync(id, interrupt).ConfigureAwait(false);
        if (job is null)
        {
            await RefuseChangedInputAsync(request, interrupt).ConfigureAwait(false);
            job = new Job
            {
                Id = id,
                InputName = request.Input.Name,
                InputHash = request.Input.Hash,
                OutputName = request.OutputName,
                QuestionName = request.QuestionNames,
                Question = request.Version,
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
            if (other.State != JobState.Done && other.OutputName == request.OutputName && other.InputName == request.Input.Name
                && other.Question == request.Version && other.InputHash != request.Input.Hash)
            {
                throw new BadInputException(
                    $"{request.Input.Name} has changed since job {other.Id} began on it and stopped half-way. Put the file back as it was to go on, "
                    + $"or give the job up with `leadscout jobs delete {other.Id}` and run the command again: answers already paid for are kept and used.");
            }
        }
    }
}
