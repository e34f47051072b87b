using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using LeadScout.Answers;
using LeadScout.Application.Jobs;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Server.Access;
using LeadScout.Server.Hosting;
using LeadScout.Server.Lists;
using LeadScout.Server.Questions;
using LeadScout.Server.Teachers;
using LeadScout.Server.Workplaces;
using LeadScout.Sqlite.Service;
using LeadScout.Teaching;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadScout.Server.Jobs;

/// <summary>
/// Takes jobs, runs them, and says how they stand. What is at work when the process ends, in order or not, goes on when it starts again.
/// Jobs of the same question and teacher run one after the other, so that none asks what another has just paid for. Thread-safe.
/// </summary>
public sealed class JobDesk(Workplace workplace, ListStore lists, QuestionStore questions, TeacherDesk teachers, ServerOptions options, ILogger<JobDesk> log) : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<JobId, JobRunState> _runs = [];
    private readonly ConcurrentDictionary<(string Question, string Teacher), SemaphoreSlim> _turns = [];
    private readonly SemaphoreSlim _places = new(options.ConcurrentJobs);
    private readonly Lock _lock = new();

    /// <summary>What a job would probably ask and cost, as an interval. Asks nobody.</summary>
    /// <exception cref="BadInputException">Something can't be used.</exception>
    /// <exception cref="RefusedException">There is no such list, question or teacher.</exception>
    public async Task<JobForecast> EstimateAsync(JobOrder order, CancellationToken cancellation)
    {
        var (invocation, _) = Draft(order);

        // Nobody is asked, so nobody needs a key.
        var opening = new JobOpening(name => options.Environment(name) ?? (name.EndsWith("_API_KEY", StringComparison.Ordinal) ? "not used" : null), options.Clock, _ => { });
        var request = opening.RequestOf(invocation, order.Settings);
        return await workplace.ReadAsync(store => new JobRunner(store, store, new RetryPolicy(), options.Clock)
            .ForecastAsync(request, opening.TeacherOf(invocation, request.Questions), null, 0, null, cancellation));
    }

    /// <summary>Takes a job and starts it. The same order again is the same job, which goes on, or is written out again.</summary>
    /// <param name="order">What is wanted.</param>
    /// <param name="caller">Who wants it, and pays.</param>
    /// <param name="cancellation">Ends the taking; a job that was taken runs on.</param>
    /// <exception cref="BadInputException">Something can't be used; nothing was asked.</exception>
    /// <exception cref="RefusedException">There is no such list, question or teacher.</exception>
    public async Task<JobView> CreateAsync(JobOrder order, Caller caller, CancellationToken cancellation)
    {
        var (given, yaml) = Given(order, caller);
        await KeepQuestionAsync(given.Id, yaml, cancellation);
        Start(given);
        return await ShowAsync(given.Id, cancellation);
    }

    /// <summary>
    /// Asks the first texts of a job and says what it would cost by their answers. They are paid for and kept; the job itself goes on from there
    /// when it is created. It does not begin by itself.
    /// </summary>
    /// <param name="order">What would be wanted.</param>
    /// <param name="texts">The most texts to ask; at least 1.</param>
    /// <param name="caller">Who wants it, and pays.</param>
    /// <param name="cancellation">The wish to stop: calls in flight come home and are kept.</param>
    /// <exception cref="BadInputException">Something can't be used; nothing was asked.</exception>
    /// <exception cref="RefusedException">There is no such list, question or teacher, or the job is at work.</exception>
    public async Task<JobTrial> TryAsync(JobOrder order, int texts, Caller caller, CancellationToken cancellation)
    {
        var (given, yaml) = Given(order, caller);
        var turn = TurnOf(given);
        if (!await turn.WaitAsync(TimeSpan.Zero, cancellation))
        {
            throw new RefusedException("job-at-work", 409, "A job of this question and teacher is at work, and a try would ask what it is asking. Look at its rows, or wait until it is done.");
        }

        try
        {
            return await TryAsync(given, yaml, texts, cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<JobTrial> TryAsync(GivenJob given, string yaml, int texts, CancellationToken cancellation)
    {
        await KeepQuestionAsync(given.Id, yaml, cancellation);
        if (workplace.Service.Jobs().All(job => job.Id != given.Id))
        {
            workplace.Service.Save(given with { IsWanted = false });
        }

        var invocation = InvocationOf(given);
        var opening = new JobOpening(options.Environment, options.Clock, notice => JobLog.Notice(log, given.Id.Value, notice));
        var request = opening.RequestOf(invocation, given.Settings);
        var teacher = opening.TeacherOf(invocation, request.Questions);
        var forecast = await RunnerOf(invocation).ForecastAsync(request, teacher, null, texts, null, cancellation);
        var answers = await workplace.ReadAsync(async store =>
            await store.ReadAsync(request.Questions[0].Version, teacher.Name, cancellation).Where(answer => answer.Job == given.Id).Take(texts).ToArrayAsync(cancellation));
        return new JobTrial(forecast, answers);
    }

    /// <summary>Goes on with a job that is not at work.</summary>
    /// <param name="id">The job.</param>
    /// <param name="maxCost">A new limit on money; null to keep the old one.</param>
    /// <param name="retryFailed">Whether texts that were given up are asked again.</param>
    /// <param name="cancellation">Ends the wish, not the job.</param>
    /// <exception cref="RefusedException">There is no such job here.</exception>
    public async Task<JobView> ResumeAsync(JobId id, Money? maxCost, bool retryFailed, CancellationToken cancellation)
    {
        var given = Find(id);
        Start(given with { Settings = maxCost is null ? given.Settings : given.Settings with { MaxCost = maxCost }, RetryFailed = retryFailed });
        return await ShowAsync(id, cancellation);
    }

    /// <summary>Pauses a job: calls in flight come home and are kept. Returns when it stands still.</summary>
    /// <exception cref="RefusedException">There is no such job here.</exception>
    public async Task<JobView> PauseAsync(JobId id, CancellationToken cancellation)
    {
        workplace.Service.Save(Find(id) with { IsWanted = false });
        if (_runs.TryGetValue(id, out var run))
        {
            run.Now(JobWork.Pausing);
            await run.Stop.CancelAsync();
            await run.Ended.WaitAsync(cancellation);
        }

        return await ShowAsync(id, cancellation);
    }

    /// <summary>Gives a job up: it is paused and forgotten, its result is deleted. Its answers stay: they were paid for.</summary>
    /// <exception cref="RefusedException">There is no such job here.</exception>
    public async Task CancelAsync(JobId id, CancellationToken cancellation)
    {
        await PauseAsync(id, cancellation);
        await workplace.Store.DeleteAsync(id, cancellation);
        workplace.Service.Delete(id);
        if (Path.Join(workplace.Folder, FolderOf(id)) is var folder && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>All jobs of the database, newest first.</summary>
    public async Task<IReadOnlyList<JobView>> ListAsync(CancellationToken cancellation)
    {
        var jobs = await workplace.ReadAsync(store => store.ListAsync(cancellation));
        var given = workplace.Service.Jobs().ToDictionary(job => job.Id);
        var begun = jobs.Select(job => job.Id).ToHashSet();
        return
        [
            .. given.Values.Where(job => !begun.Contains(job.Id)).Select(job => ViewOf(NotBegun(job), job)).Reverse(),
            .. jobs.Select(job => ViewOf(job, given.GetValueOrDefault(job.Id))),
        ];
    }

    /// <summary>One job.</summary>
    /// <exception cref="RefusedException">There is no such job.</exception>
    public async Task<JobView> ShowAsync(JobId id, CancellationToken cancellation)
    {
        var given = workplace.Service.Jobs().FirstOrDefault(job => job.Id == id);
        var job = await workplace.ReadAsync(store => store.FindAsync(id, cancellation)) ?? (given is null ? null : NotBegun(given));
        return ViewOf(job ?? throw NotFound(id), given);
    }

    /// <summary>How a job stands now, and again whenever there is news, until it stands still. A slow reader misses steps, never the last one.</summary>
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

        yield return await ShowAsync(id, cancellation);
    }

    /// <summary>The result file of a job.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public async Task<string> ResultAsync(JobId id, CancellationToken cancellation)
    {
        var view = await ShowAsync(id, cancellation);
        var path = view.Job.Invocation.TryGetValue("folder", out var folder) ? Path.GetFullPath(view.Job.OutputName, folder) : null;
        return ResultFile.IsWritten(view.Job.State) && File.Exists(path) ? path : throw new RefusedException(
            "no-result", 409, $"Job {id} has written no result: it is {view.Job.State.Word()}. Wait until it is done, or resume it.");
    }

    /// <summary>How a job named its list, question and teacher.</summary>
    public JobInvocation InvocationOf(GivenJob given) => JobInvocation.Of(NotBegun(given));

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var given in workplace.Service.Jobs().Where(job => job.IsWanted))
        {
            Start(given);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var runs = _runs.Values.ToArray();
        foreach (var run in runs)
        {
            await run.Stop.CancelAsync();
        }

        await Task.WhenAll(runs.Select(run => run.Ended)).WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private static string FolderOf(JobId id) => $"results/{id}";

    private static string QuestionOf(JobId id) => $"{FolderOf(id)}/question.yaml";

    private static RefusedException NotFound(JobId id) => new("job-not-found", 404, $"There is no job '{id}'. The jobs that there are: GET /api/v1/jobs.");

    /// <summary>The order in the words of an invocation, and the question as it stands now.</summary>
    private (JobInvocation Invocation, KnownQuestion Question) Draft(JobOrder order)
    {
        var list = lists.Find(order.List);
        var question = questions.Find(order.Question);
        var (teacher, url) = teachers.Choose(order.Teacher);
        return (new JobInvocation
        {
            Folder = workplace.Folder,
            Input = ListStore.PathOf(list),
            Questions = [question.IsBuiltIn ? question.Question.Name : QuestionStore.PathOf(question.Question)],
            Column = order.Column,
            Encoding = list.Encoding,
            Sheet = list.Sheet,
            Teacher = teacher.StartsWith("recorded:", StringComparison.OrdinalIgnoreCase) ? "recorded:" + Path.GetFullPath(teacher["recorded:".Length..]) : teacher,
            TeacherUrl = url is null ? null : TeacherUrl.Parse(url).ToString(),
            Retries = order.Retries,
        }, question);
    }

    /// <summary>The job, with a copy of the question for itself: it goes on with what it began with, whatever becomes of the question.</summary>
    private (GivenJob Given, string Yaml) Given(JobOrder order, Caller caller)
    {
        var (invocation, question) = Draft(order);
        var opening = new JobOpening(name => options.Environment(name) ?? "not used", options.Clock, _ => { });
        var request = opening.RequestOf(invocation, order.Settings);
        var whom = opening.TeacherOf(invocation, request.Questions).Name;
        var id = JobIdentity.Of(request, whom, null);
        invocation = invocation with { Questions = [QuestionOf(id)], Output = $"{FolderOf(id)}/{Files.LeadFiles.DefaultOutput(Path.GetFileName(invocation.Input))}" };
        return (new GivenJob
        {
            Id = id,
            InputName = invocation.Input,
            QuestionName = question.Question.Name,
            Teacher = whom,
            Invocation = invocation.ToMap(),
            Settings = order.Settings,
            IsWanted = true,
            By = caller.Name,
            Key = caller.KeyId,
            At = options.Clock.GetUtcNow(),
        }, question.Yaml);
    }

    private async Task KeepQuestionAsync(JobId id, string yaml, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.Join(workplace.Folder, FolderOf(id)));
        await File.WriteAllTextAsync(Path.Join(workplace.Folder, QuestionOf(id)), yaml, cancellation);
    }

    private SemaphoreSlim TurnOf(GivenJob given) => _turns.GetOrAdd((given.QuestionName, given.Teacher), _ => new SemaphoreSlim(1));

    private JobRunner RunnerOf(JobInvocation invocation) =>
        new(workplace.Store, workplace.Store, new RetryPolicy { TriesPerOutage = invocation.Retries + 1 }, options.Clock, invocation.Limits);

    private GivenJob Find(JobId id) => workplace.Service.Jobs().FirstOrDefault(job => job.Id == id)
        ?? throw new RefusedException("job-not-found", 404, $"There is no job '{id}' that this server could go on with. One that was started on the command line goes on there: leadscout jobs resume {id}.");

    private Job NotBegun(GivenJob given) => new()
    {
        Id = given.Id,
        InputName = given.InputName,
        InputHash = "",
        OutputName = given.Invocation.GetValueOrDefault("output", ""),
        QuestionName = given.QuestionName,
        Question = default,
        Teacher = given.Teacher,
        Settings = given.Settings,
        Invocation = given.Invocation,
        LogPosition = 0,
        State = _runs.ContainsKey(given.Id) ? JobState.Running : JobState.Interrupted,
        CreatedAt = given.At,
        UpdatedAt = given.At,
    };

    private JobView ViewOf(Job job, GivenJob? given)
    {
        var list = job.InputName.Split('/') is ["lists", var id, _] && job.Invocation.GetValueOrDefault("folder") == workplace.Folder ? id : null;
        if (!_runs.TryGetValue(job.Id, out var run))
        {
            // On record as at work and not at work here: it was killed with an earlier process.
            return new JobView(job.State == JobState.Running ? job with { State = JobState.Interrupted } : job, JobWork.Idle, null, given?.Problem, given?.Curve ?? [], list, given is not null);
        }

        var (work, progress, curve, version) = run.Now();
        return new JobView(job, work, progress, null, curve, list, true) { Version = version };
    }

    private void Start(GivenJob given)
    {
        lock (_lock)
        {
            if (_runs.ContainsKey(given.Id))
            {
                return;
            }

            given = given with { IsWanted = true, Problem = null };
            workplace.Service.Save(given);
            var run = new JobRunState(given);
            _runs[given.Id] = run;
            run.Ended = Task.Run(() => RunAsync(run));
        }
    }

    private async Task RunAsync(JobRunState run)
    {
        var ended = run.Given;
        try
        {
            var turn = TurnOf(ended);
            await turn.WaitAsync(run.Stop.Token);
            try
            {
                await _places.WaitAsync(run.Stop.Token);
                try
                {
                    run.Now(JobWork.Working);
                    ended = await WorkAsync(run);
                }
                finally
                {
                    _places.Release();
                }
            }
            finally
            {
                turn.Release();
            }
        }
        catch (OperationCanceledException) when (run.Stop.IsCancellationRequested)
        {
            // Before it began: nothing was asked, nothing is to be kept.
        }
        catch (Exception e)
        {
            var reason = RefusedException.Explains(e) ? e.Message : $"It failed in a way it should not ({e.GetType().Name}); the server's log has more.";
            JobLog.Failed(log, run.Given.Id.Value, e);
            ended = ended with { IsWanted = false, Problem = reason };
        }

        lock (_lock)
        {
            // A pause said in the meantime is not to be forgotten.
            if (workplace.Service.Jobs().FirstOrDefault(job => job.Id == ended.Id) is { } kept)
            {
                workplace.Service.Save(ended with { IsWanted = ended.IsWanted && kept.IsWanted });
            }

            _runs.TryRemove(ended.Id, out _);
        }

        run.End();
    }

    private async Task<bool> HasPersonsWordAsync(QuestionVersion question, string teacher, long after)
    {
        while (await workplace.ReadAsync(store => store.ReadAfterAsync(question, teacher, after)) is { Length: > 0 } page)
        {
            if (page.Any(answer => answer.Source == AnswerSource.Person))
            {
                return true;
            }

            after = page[^1].Position;
        }

        return false;
    }

    /// <summary>Runs the job to where it stops. It stays wanted only where this process is told to end.</summary>
    private async Task<GivenJob> WorkAsync(JobRunState run)
    {
        var given = run.Given;
        var invocation = InvocationOf(given);
        var opening = new JobOpening(options.Environment, options.Clock, notice => JobLog.Notice(log, given.Id.Value, notice));
        var request = opening.RequestOf(invocation, given.Settings) with { RetryFailed = given.RetryFailed };
        var teacher = opening.TeacherOf(invocation, request.Questions);
        var (before, position) = (workplace.Service.SpentOnJob(given.Id), await workplace.Store.LogPositionAsync());
        var outcome = await RunnerOf(invocation).RunAsync(request, teacher, run, run.Stop.Token);
        if (outcome.NewCalls > 0)
        {
            workplace.Service.Append(new Deed(
                0, options.Clock.GetUtcNow(), given.By, given.Key, "spend", given.Id.Value, outcome.NewCalls, teacher.Price is null ? null : workplace.Service.SpentOnJob(given.Id) - before));
        }

        if (outcome.Job.State == JobState.Done && await HasPersonsWordAsync(request.Questions[0].Version, teacher.Name, position))
        {
            // What people corrected while it ran is written too.
            outcome = await RunnerOf(invocation).RunAsync(request, teacher, run, run.Stop.Token);
        }

        JobLog.Ended(log, given.Id.Value, outcome.Job.State.Word());
        return given with { IsWanted = outcome.Job.State == JobState.Interrupted, Problem = outcome.StoppedBecause, Curve = run.Now().Curve, RetryFailed = false };
    }
}
