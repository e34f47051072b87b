using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Data.Common;
using System.Runtime.CompilerServices;
using LeadScout.ActiveLearning;
using LeadScout.Answers;
using LeadScout.Application.Jobs;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Jobs.Running;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Server.Access;
using LeadScout.Server.Clustering;
using LeadScout.Server.Hosting;
using LeadScout.Server.Notifying;
using LeadScout.Server.Teachers;
using LeadScout.Server.Wording;
using LeadScout.Server.Workspaces;
using LeadScout.Stores;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Spending;
using LeadScout.Texts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadScout.Server.Jobs;

/// <summary>
/// Takes jobs, runs them, and says how they stand. What is at work when the process ends, in order or not, goes on when it starts again.
/// Jobs of the same question and teacher run one after the other, so that none asks what another has just paid for. Thread-safe.
/// </summary>
internal sealed partial class JobService(
    ServerWorkspace workspace,
    JobOpener opener,
    JobTurns turns,
    JobWorker worker,
    WebhookSender webhooks,
    RemoteRuns remote,
    WorkBell bell,
    KeyRing keys,
    ServerOptions options,
    MachinePaths paths,
    ILogger<JobService> log) : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<JobId, JobRunState> _runs = [];
    private readonly ConcurrentDictionary<JobId, SubmittedJob> _unsaved = []; // how jobs ended, where the database had no room for it
    private readonly ConcurrentDictionary<JobId, bool> _settling = [];
    private readonly SemaphoreSlim _places = new(options.ConcurrentJobs);

    // Jobs are kept under their lock, and a database may take its time: other jobs do not wait for that.
    private readonly Lock[] _locks = [.. Enumerable.Range(0, 64).Select(_ => new Lock())];
    private volatile bool _isStopping;

    /// <summary>Takes a job and starts it. The same order again is the same job, which goes on, or is written out again.</summary>
    /// <param name="order">What is wanted.</param>
    /// <param name="caller">Who wants it, and pays.</param>
    /// <param name="cancellation">Ends the taking; a job that was taken runs on.</param>
    /// <exception cref="BadInputException">Something can't be used; nothing was asked.</exception>
    /// <exception cref="RefusedException">There is no such list, question or teacher; or another key has paid for the job.</exception>
    public async Task<JobView> CreateAsync(JobOrder order, Caller caller, CancellationToken cancellation)
    {
        var given = await opener.TakeAsync(order, caller, cancellation);
        Start(await PaidForAsync(given, caller, cancellation));
        return await ShowAsync(given.Id, CancellationToken.None);
    }

    /// <summary>
    /// The same for whoever has priced a job: starts that one and no other, and does not join one that somebody else has at work. A job that has
    /// cost something stays with the key that paid for it.
    /// </summary>
    /// <param name="order">What was priced.</param>
    /// <param name="priced">The job that it was.</param>
    /// <param name="caller">Who wants it, and pays.</param>
    /// <param name="asks">Whether it may ask anything.</param>
    /// <param name="begins">Told once it has begun.</param>
    /// <param name="cancellation">Ends the taking; a job that was taken runs on.</param>
    /// <exception cref="BadInputException">Something can't be used; nothing was asked.</exception>
    /// <exception cref="RefusedException">It is another job by now, is at work, or another key has paid for it.</exception>
    public async Task<JobView> StartPricedAsync(JobOrder order, JobId priced, Caller caller, bool asks, Action begins, CancellationToken cancellation)
    {
        var given = await opener.TakeAsync(order, caller, cancellation);
        if (given.Id != priced)
        {
            throw new RefusedException(
                "job-changed", 409, "Nothing was asked: the list, the question or the LLM is not what it was when the price was said. Call again to see the price.");
        }

        if (PaidBefore(given) is { } kept)
        {
            given = asks ? throw OfAnotherKey(priced) : given with { Key = kept.Key, By = kept.By };
        }

        if (!Start(given))
        {
            throw new RefusedException(
                "job-at-work", 409, $"Nothing was asked: the job {priced} is at work already. Read leadscout://reports/{priced} to see how it stands.");
        }

        begins();
        return await ShowAsync(given.Id, CancellationToken.None);
    }

    /// <summary>Goes on with a job that is not at work.</summary>
    /// <param name="id">The job.</param>
    /// <param name="caller">Who wishes it; the key that paid for it so far pays on.</param>
    /// <param name="maxCost">A new limit on money; null to keep the old one.</param>
    /// <param name="retryFailed">Whether texts that were given up are asked again.</param>
    /// <param name="cancellation">Ends the wish, not the job.</param>
    /// <exception cref="RefusedException">There is no such job here, or another key has paid for it.</exception>
    public async Task<JobView> ResumeAsync(JobId id, Caller caller, Money? maxCost, bool retryFailed, CancellationToken cancellation)
    {
        var given = Find(id);
        await PaidForAsync(given with { Key = caller.KeyId, RetryFailed = retryFailed }, caller, cancellation);
        Start(
            given with { Settings = maxCost is null ? given.Settings : given.Settings with { MaxCost = maxCost }, RetryFailed = retryFailed });
        return await ShowAsync(id, CancellationToken.None);
    }

    /// <summary>Pauses a job: calls in flight come home and are kept. Returns when it stands still.</summary>
    /// <exception cref="RefusedException">There is no such job here.</exception>
    public async Task<JobView> PauseAsync(JobId id, CancellationToken cancellation)
    {
        await BeginPauseAsync(id);
        return await StandStillAsync(id, cancellation);
    }

    /// <summary>Has a job pause, and does not wait until it stands still.</summary>
    /// <exception cref="RefusedException">There is no such job here.</exception>
    public async Task BeginPauseAsync(JobId id)
    {
        workspace.Service.Save(Find(id) with { IsWanted = false });
        if (_runs.TryGetValue(id, out var run))
        {
            run.Now(JobWork.Pausing);
            await run.Stop.CancelAsync();
        }
    }

    /// <summary>Waits until a job that pauses stands still.</summary>
    public async Task<JobView> StandStillAsync(JobId id, CancellationToken cancellation)
    {
        if (_runs.TryGetValue(id, out var run))
        {
            await run.Ended.WaitAsync(cancellation);
        }

        // Another node hears of it with its next beat.
        while (await remote.FindAsync(id, cancellation) is not null)
        {
            await Task.Delay(RemoteRuns.Look, options.Clock, cancellation);
        }

        return await ShowAsync(id, cancellation);
    }

    /// <summary>
    /// Releases what the possibly billed calls of a job that is not at work hold back of its spending limit: somebody has looked at the
    /// provider's bill.
    /// </summary>
    /// <param name="id">The job.</param>
    /// <param name="by">Who says so; kept on record.</param>
    /// <param name="cancellation">Ends it before anything is released.</param>
    /// <exception cref="RefusedException">There is no such job, or it is at work.</exception>
    public async Task<Settlement> SettleAsync(JobId id, string by, CancellationToken cancellation)
    {
        var isElsewhere = await remote.FindAsync(id, cancellation) is not null;
        lock (LockOf(id))
        {
            if (isElsewhere || _runs.ContainsKey(id))
            {
                throw new RefusedException(
                    "job-at-work", 409, $"The job {id} is at work: its calls in flight are not settled yet. Pause it first: POST /api/v1/jobs/{id}/pause.");
            }

            if (!_settling.TryAdd(id, true))
            {
                throw BeingSettled(id);
            }
        }

        try
        {
            var job = await workspace.ReadAsync(store => store.FindAsync(id, cancellation)) ?? throw NotFound(id);
            return await new JobSettling(workspace.Store, options.Clock).SettleAsync(job, by, cancellation);
        }
        finally
        {
            _settling.TryRemove(id, out _);
        }
    }

    /// <summary>What a job has spent, what is possibly billed, and what is left of its limit.</summary>
    public async Task<SpendingStatement> SpendingAsync(Job job) => SpendingStatement.Of(job.Settings.MaxCost, await LedgerAsync(job));

    /// <summary>A job's calls, at the prices given last.</summary>
    public Task<ImmutableArray<LedgerLine>> LedgerAsync(Job job) =>
        workspace.ReadAsync(store => JobLedger.OfAsync(store, job, options.Environment, options.Clock, CancellationToken.None));

    /// <summary>Gives a job up: it is paused and forgotten, its result is deleted. Its answers stay: they were paid for.</summary>
    /// <exception cref="RefusedException">There is no such job here.</exception>
    public async Task CancelAsync(JobId id, CancellationToken cancellation)
    {
        await PauseAsync(id, cancellation);
        await workspace.Store.DeleteAsync(id, cancellation);
        workspace.Service.Delete(id, options.Clock.GetUtcNow());
        _unsaved.TryRemove(id, out _);
        await workspace.Files.DeleteAsync(JobOpener.FolderOf(id) + '/', cancellation);
        if (Path.Join(workspace.Folder, JobOpener.FolderOf(id)) is var folder && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
            DataFolder.KeepNames(Path.GetDirectoryName(folder)!);
        }
    }

    /// <summary>All jobs of the database, newest first.</summary>
    public async Task<IReadOnlyList<JobView>> ListAsync(CancellationToken cancellation)
    {
        var jobs = await workspace.ReadAsync(store => store.ListAsync(cancellation));
        var given = workspace.Service.Jobs().ToDictionary(job => job.Id);
        var elsewhere = await remote.AllAsync(cancellation);
        var begun = jobs.Select(job => job.Id).ToHashSet();
        var views = given.Values.Where(job => !begun.Contains(job.Id)).Select(job => ViewOf(NotBegun(job), job, elsewhere.GetValueOrDefault(job.Id))).Reverse().ToList();
        foreach (var job in jobs)
        {
            views.Add(await ToDateAsync(ViewOf(job, given.GetValueOrDefault(job.Id), elsewhere.GetValueOrDefault(job.Id)), cancellation));
        }

        return views;
    }

    /// <summary>One job.</summary>
    /// <exception cref="RefusedException">There is no such job.</exception>
    public async Task<JobView> ShowAsync(JobId id, CancellationToken cancellation)
    {
        // Looked for in this order: a run that ends meanwhile is then seen at work, or as it ended.
        var elsewhere = _runs.ContainsKey(id) ? null : await remote.FindAsync(id, cancellation);
        var given = workspace.Service.FindJob(id);
        var job = await workspace.ReadAsync(store => store.FindAsync(id, cancellation)) ?? (given is null ? null : NotBegun(given));
        return await ToDateAsync(ViewOf(job ?? throw NotFound(id), given, elsewhere), cancellation);
    }

    /// <summary>A job that stands still, with what its ledger knows beside its report; one at work tells by its progress.</summary>
    private async Task<JobView> ToDateAsync(JobView view, CancellationToken cancellation)
    {
        if (view.Work != JobWork.Idle)
        {
            return view;
        }

        var now = await workspace.ReadAsync(store => JobToDate.LookAsync(store, view.Job, options.Environment, options.Clock, cancellation));
        return view with { Job = now.Job, Bill = now.Job.Report is null ? now.Bill : null };
    }

    /// <summary>Brings what a job reads and has written to this node, where another has it.</summary>
    public Task FetchAsync(SubmittedJob given, CancellationToken cancellation) => FetchAsync(ViewOf(given.NotBegun(), given, null), cancellation);

    /// <summary>The same.</summary>
    public async Task FetchAsync(JobView view, CancellationToken cancellation)
    {
        if (view.List is { } list)
        {
            await workspace.Files.FetchAsync($"lists/{list}/", cancellation);
        }

        if (view.Job.Teacher == SampleTeacher.Name)
        {
            await workspace.Files.FetchAsync(SampleTeacher.Folder + '/', cancellation);
        }

        await workspace.Files.FetchAsync(JobOpener.FolderOf(view.Job.Id) + '/', cancellation);
    }

    /// <summary>
    /// How a job stands now, and again whenever there is news, until it stands still. A slow reader misses steps, never the last one.
    /// </summary>
    /// <exception cref="RefusedException">There is no such job.</exception>
    public async IAsyncEnumerable<JobView> WatchAsync(JobId id, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (_runs.TryGetValue(id, out var run))
        {
            var watcher = run.Watch();
            try
            {
                yield return await ShowAsync(id, cancellation);
                while (_runs.ContainsKey(id) && await watcher.Reader.WaitToReadAsync(cancellation))
                {
                    watcher.Reader.TryRead(out _);
                    yield return await ShowAsync(id, cancellation);
                }
            }
            finally
            {
                run.Unwatch(watcher);
            }

            await run.Ended.WaitAsync(cancellation);
        }

        await foreach (var view in remote.MayBe ? WatchElsewhereAsync(id, cancellation) : AsyncEnumerable.Empty<JobView>())
        {
            yield return view;
        }

        yield return await ShowAsync(id, cancellation);
    }

    private async IAsyncEnumerable<JobView> WatchElsewhereAsync(JobId id, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (JobView? last = null; await ShowAsync(id, cancellation) is { Work: not JobWork.Idle } view; last = view)
        {
            if ((view.Version, view.Work) != (last?.Version, last?.Work))
            {
                yield return view;
            }

            await Task.Delay(RemoteRuns.Look, options.Clock, cancellation);
        }
    }

    /// <summary>The result file of a job.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public async Task<string> ResultAsync(JobId id, CancellationToken cancellation)
    {
        var view = await ShowAsync(id, cancellation);
        await FetchAsync(view, cancellation);
        var path = view.Job.Invocation.TryGetValue("folder", out var folder) ? Path.GetFullPath(view.Job.OutputName, folder) : null;
        return ResultFile.IsWritten(view.Job.State) && File.Exists(path) ? path : throw new RefusedException(
            "no-result", 409, $"Job {id} has written no result: it is {view.Job.State.Word()}. Wait until it is done, or resume it.");
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Of several servers whoever places the jobs does that.
        foreach (var given in remote.MayBe ? [] : workspace.Service.WantedJobs())
        {
            Start(given);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _isStopping = true;
        var runs = _runs.Values.ToArray();
        foreach (var run in runs)
        {
            await run.Stop.CancelAsync();
        }

        await Task.WhenAll(runs.Select(run => run.Ended)).WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private static RefusedException NotFound(JobId id) =>
        new("job-not-found", 404, $"There is no job '{id}'. The jobs that there are: GET /api/v1/jobs.");

    private Lock LockOf(JobId id) => _locks[(uint)id.GetHashCode() % (uint)_locks.Length];

    private SubmittedJob Find(JobId id) => workspace.Service.FindJob(id)
        ?? throw new RefusedException("job-not-found", 404, $"There is no job '{id}' that this server could go on with. One that was started on the command line goes on there: {OperatorWords.Resume(id)}.");

    private static RefusedException BeingSettled(JobId id) => new(
        "job-being-settled", 409, $"The bill of the job {id} is being settled at this moment. Try again in a second.");

    private Job NotBegun(SubmittedJob given) => given.NotBegun(_runs.ContainsKey(given.Id) ? JobState.Running : JobState.Interrupted);

    private JobView ViewOf(Job job, SubmittedJob? given, JobRunNote? elsewhere)
    {
        if (given is not null)
        {
            job = job with { Invocation = workspace.Here(job.Invocation) };
        }

        var list = job.InputName.Split('/') is ["lists", var id, _] && job.Invocation.GetValueOrDefault("folder") == workspace.Folder
            ? id
            : null;
        if (!_runs.TryGetValue(job.Id, out var run))
        {
            if (elsewhere is not null)
            {
                var detail = RunDetail.Of(elsewhere);
                return new JobView(job with { State = JobState.Running }, detail.Work, detail.Progress, null, detail.Curve, list, true) { Version = elsewhere.Version, By = given?.By };
            }

            if (remote.MayBe && given is { IsWanted: true })
            {
                return new JobView(
                    job.State == JobState.Done ? job : job with { State = JobState.Running }, JobWork.Waiting, null, null, given.Curve, list, true)
                { By = given.By };
            }

            given = _unsaved.GetValueOrDefault(job.Id) ?? given;

            // On record as at work and not at work here: it was killed with an earlier process.
            return new JobView(
                job.State == JobState.Running ? job with { State = JobState.Interrupted } : job,
                JobWork.Idle,
                null,
                given?.Problem is { } problem ? paths.Without(problem) : null,
                given?.Curve ?? [],
                list,
                given is not null)
            { By = given?.By };
        }

        // On record a job that goes on stands as it stopped until it has begun, and once it has stopped again before it stands still.
        var (work, progress, curve, version) = run.Now();
        return new JobView(job.State == JobState.Done ? job : job with { State = JobState.Running }, work, progress, null, curve, list, true) { Version = version, By = run.Given.By };
    }
}
