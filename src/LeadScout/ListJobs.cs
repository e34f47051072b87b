using System.Collections.Concurrent;
using LeadScout.Answers;
using LeadScout.Hints;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Reporting;
using LeadScout.Jobs.Running;
using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Limits;
using LeadScout.Teaching.Spending;
using Microsoft.Extensions.Logging;

namespace LeadScout;

/// <summary>Runs a client's jobs over lists in memory. One run of a job at a time; different jobs run beside each other. Thread-safe.</summary>
internal sealed class ListJobs(
    IStore store, ITeacher teacher, SpendingLimit spending, RetryPolicy retry, TimeProvider clock, InFlightTexts inFlight, ProviderLimits limits, ILogger logger)
    : IAsyncDisposable
{
    private readonly ConcurrentDictionary<JobId, SemaphoreSlim> _turns = [];
    private readonly ConcurrentDictionary<Task, byte> _running = [];
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Runs or resumes a job to its end, or until money runs out.</summary>
    /// <exception cref="TeacherUnavailableException">The teacher stops it.</exception>
    /// <exception cref="OperationCanceledException">Stopped; the job is saved.</exception>
    public async Task<(TextList List, JobOutcome Outcome)> RunAsync(
        Question question, IReadOnlyList<string> texts, LabelOptions options, IProgress<JobProgress>? progress, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        var list = new TextList(texts);
        var request = RequestOf(question, list, options);
        var turn = _turns.GetOrAdd(JobIdentity.Of(request, teacher.Profile.Name, null), _ => new SemaphoreSlim(1));
        await turn.WaitAsync(stop.Token).ConfigureAwait(false);
        try
        {
            LeadScoutLog.JobBegins(logger, question.Name, texts.Count);
            var running = Task.Run(() => Runner().RunAsync(request, teacher, progress, stop.Token), stop.Token);
            _running.TryAdd(running, 0);
            try
            {
                return (list, Ended(question, await running.ConfigureAwait(false), stop.Token));
            }
            finally
            {
                _running.TryRemove(running, out _);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Says what a job will probably cost.</summary>
    public Task<JobForecast> ForecastAsync(
        Question question, IReadOnlyList<string> texts, LabelOptions options, CancellationToken cancellationToken)
    {
        var request = RequestOf(question, new TextList(texts), options);
        return Task.Run(() => Runner().ForecastAsync(request, teacher.Profile, null, null, cancellationToken), cancellationToken);
    }

    /// <summary>Stops the jobs at work, and waits until they are saved.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await ((Task)Task.WhenAll(_running.Keys)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closing.Dispose();
    }

    private JobRunner Runner() => new(store, retry, clock, null, inFlight) { Shared = limits, SharedSpending = spending };

    private JobOutcome Ended(Question question, JobOutcome outcome, CancellationToken stop)
    {
        var (job, report, because) = (outcome.Job, outcome.Job.Report!, outcome.StoppedBecause?.ToString());
        LeadScoutLog.JobEnded(
            logger, job.Id, question.Name, job.State, report.Rows, outcome.NewCalls, report.Cost?.ToString(), report.Certificate.UpperBound);
        switch (job.State)
        {
            case JobState.TeacherUnavailable:
                LeadScoutLog.Unavailable(logger, teacher.Profile.Name, question.Name, because);
                throw new TeacherUnavailableException(because ?? "", outcome.Cause) { Job = job.Id };
            case JobState.Interrupted:
                throw new OperationCanceledException($"Job {job.Id} was stopped, and is saved: the same call goes on with it.", stop);
            case JobState.OutOfMoney:
                LeadScoutLog.OutOfMoney(logger, question.Name, because);
                return outcome;
            default:
                return outcome;
        }
    }

    private JobRequest RequestOf(Question question, TextList list, LabelOptions options) =>
        new(list.File, list.Name, TextList.About(question), options.ToSettings())
        {
            RetryFailed = options.RetryFailed,
            Embedder = options.Embedder is { } embedder ? Checked(embedder) : null,
        };

    private IEmbedder Checked(IEmbedder embedder)
    {
        if (embedder.Price is null)
        {
            CostLimit.CheckEmbedding(spending.Limit, embedder.Model);
        }

        return embedder;
    }
}
