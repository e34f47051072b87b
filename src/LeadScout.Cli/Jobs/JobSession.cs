using LeadScout.ActiveLearning;
using LeadScout.Answers;
using LeadScout.Application.Certificates;
using LeadScout.Application.Jobs;
using LeadScout.Application.Reports;
using LeadScout.Classifiers;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Progress;
using LeadScout.Cli.Rechecks;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Reporting;
using LeadScout.Jobs.Running;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Stores;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Texts;
using Spectre.Console;

namespace LeadScout.Cli.Jobs;

/// <summary>Runs one job before a person's eyes: opens everything, runs it, reports.</summary>
internal sealed class JobSession(Terminal terminal, OutputFormat format, string database)
{
    private readonly IAnsiConsole _console = terminal.DrawError();
    private ReplacedFile? _replaced;

    /// <summary>Whether texts that were given up are asked again.</summary>
    public bool RetryFailed { get; init; }

    /// <summary>The job that is to be resumed; null for whichever the request describes.</summary>
    public JobId? Resumes { get; init; }

    /// <summary>Whether standard output is for the result, so that all that is said goes to standard error.</summary>
    public bool ResultOnOut { get; init; }

    /// <summary>Whether nobody is asked to go on, and a result is replaced though somebody has changed it.</summary>
    public bool Yes { get; init; }

    /// <summary>Who watches the job beside a person at a terminal, and in place of the lines of a log; null for nobody.</summary>
    public IProgress<JobProgress>? Watch { get; init; }

    /// <summary>Runs or resumes the job and gives the exit code.</summary>
    /// <exception cref="BadInputException">Something can't be used; nothing was asked.</exception>
    public async Task<int> RunAsync(IDatabase store, JobInvocation invocation, JobSettings settings, CancellationToken interrupt)
    {
        var (opening, request) = Open(store, invocation, settings);
        var (teacher, second) = (opening.TeacherOf(invocation, request.Questions), opening.SecondOf(invocation, request.Questions));
        request = request with { Resumes = Resumes ?? terminal.OnlyJob };
        await NameQuestionsAsync(store, request, interrupt);
        var job = JobIdentity.Of(request, teacher.Profile.Name, second?.Profile.Name);
        _replaced = await ReplacedFile.OfAsync(store, job, invocation, interrupt);
        if (!Yes)
        {
            _replaced?.EnsureNotEdited(job);
        }

        var outcome = await WatchedAsync(progress => RunnerOf(store, invocation).RunAsync(
            request, teacher, second, new Announcement(progress, Say, teacher.Profile.Name, settings), interrupt));
        outcome = await new DriftWatch(store).LookAsync(request, outcome, CancellationToken.None);
        if (outcome.StoppedBecause is null || outcome.Job.State == JobState.OutOfMoney)
        {
            await ReplacedFile.KeepAsync(store, outcome.Job, invocation, CancellationToken.None);
        }

        var recheck = invocation.Rechecks is null
            ? null
            : await new RecheckOffers(terminal.Environment, terminal.Clock, store, database)
                .OfAsync(outcome.Job, invocation, CancellationToken.None);
        Report(outcome, recheck);
        WarnOfDrift(invocation, request, outcome);
        return JobEnding.ExitCodeOf(outcome.Job);
    }

    /// <summary>Says what the job would cost, after asking as many texts as the probe says, and gives the exit code.</summary>
    /// <exception cref="BadInputException">Something can't be used; nothing was asked.</exception>
    public async Task<int> EstimateAsync(
        IDatabase store, JobInvocation invocation, JobSettings settings, int probe, CancellationToken interrupt)
    {
        var (opening, request) = Open(store, invocation, settings);
        var forecast = probe > 0
            ? await ProbeAsync(store, invocation, opening, request, probe, interrupt)
            : await ForecastAsync(store, invocation, opening, request, interrupt);
        if (forecast.StoppedBecause is { } because)
        {
            SayStop(forecast.Job, because);
        }

        if (format == OutputFormat.Json)
        {
            terminal.Out.WriteLine(ReportJson.Of(new EstimateDocument(forecast, terminal.Words)));
        }

        EstimateText.Write(format == OutputFormat.Json ? _console : terminal.DrawOut(), forecast);
        return forecast.StoppedBecause is null ? ExitCode.Done : JobEnding.ExitCodeOf(forecast.Job.State);
    }

    private async Task<JobForecast> ForecastAsync(
        IDatabase store, JobInvocation invocation, JobOpening opening, JobRequest request, CancellationToken interrupt)
    {
        var (teacher, second) = (opening.ProfileOf(invocation, request.Questions), opening.SecondProfileOf(invocation, request.Questions));
        var forecast = await WatchedAsync(
            progress => RunnerOf(store, invocation).ForecastAsync(request, teacher, second, progress, interrupt));
        Show(forecast.Findings);
        return forecast;
    }

    private async Task<JobForecast> ProbeAsync(
        IDatabase store, JobInvocation invocation, JobOpening opening, JobRequest request, int texts, CancellationToken interrupt)
    {
        var (teacher, second) = (opening.TeacherOf(invocation, request.Questions), opening.SecondOf(invocation, request.Questions));
        await NameQuestionsAsync(store, request, interrupt);
        return await WatchedAsync(
            progress => RunnerOf(store, invocation).ProbeAsync(request, teacher, second, texts, progress, interrupt));
    }

    private (JobOpening Opening, JobRequest Request) Open(IDatabase store, JobInvocation invocation, JobSettings settings)
    {
        var opening = new JobOpening(
            terminal.Environment, terminal.Clock, message => Say(message.In(terminal.Words)), store);
        return (opening, opening.RequestOf(invocation, settings) with { RetryFailed = RetryFailed });
    }

    /// <summary>A job with one question names it itself.</summary>
    private static async Task NameQuestionsAsync(IDatabase store, JobRequest request, CancellationToken interrupt)
    {
        foreach (var question in request.Questions.Length > 1 ? request.Questions : [])
        {
            await store.NameQuestionAsync(question.Version, question.Name, interrupt);
        }
    }

    private JobRunner RunnerOf(IDatabase store, JobInvocation invocation) =>
        new(store, invocation.Retry, terminal.Clock, invocation.Limits, store.IsShared ? new InFlightTexts(store) : null) { Cores = Environment.ProcessorCount, Agree = AgreeAsync };

    /// <summary>What leaves the machine is seen first; a person at a terminal says whether to go on.</summary>
    private async Task<bool> AgreeAsync(ListFindings found, CancellationToken interrupt)
    {
        Show(found);
        if (_replaced is not null)
        {
            Say($"  {_replaced.Warning}");
        }

        if (Yes || found.HasBegun || !found.HasAsks || !terminal.CanAsk)
        {
            return true;
        }

        var replaces = _replaced is null ? "" : $", and may {_replaced.Name} be replaced";
        Say($"Is that what is to be asked about{replaces}? Press Enter to go on, any other key to stop.");
        return await Task.Run(terminal.ReadKey, interrupt).WaitAsync(interrupt) == Keys.Enter;
    }

    private void Show(ListFindings found)
    {
        foreach (var line in FindingsText.Of(found, terminal.Words))
        {
            Say(line);
        }
    }

    private Task<T> WatchedAsync<T>(Func<IProgress<JobProgress>, Task<T>> run) => terminal.ErrorIsTerminal
        ? ProgressDisplay.RunAsync(_console, terminal.Clock, drawn => run(Watch is { } watch ? new SharedProgress(drawn, watch) : drawn))
        : run(Watch ?? terminal.Watch ?? new ProgressLines(terminal.Error, terminal.Clock));

    private void Report(JobOutcome outcome, RecheckDocument? recheck)
    {
        var job = outcome.Job;
        if (format == OutputFormat.Json)
        {
            terminal.Out.WriteLine(ReportJson.Of(ReportDocument.Of(outcome, terminal.Words) with { Recheck = recheck }));
        }

        var console = format == OutputFormat.Json || ResultOnOut || terminal.IsQuiet ? _console : terminal.DrawOut();
        Say("");
        if (outcome.StoppedBecause is { } because)
        {
            SayStop(job, because);
            Say(outcome.Left is { } left ? $"Left to ask: {ForecastText.Of(left)}." : "");
            if (!ResultFile.IsWritten(job.State) && job.OutputName.Length > 0)
            {
                Say("This run wrote no result.");
            }
        }
        else
        {
            console.WriteLine(Finished(outcome));
        }

        if (job.Report is { } report)
        {
            TextReport.Write(console, job, report, database, outcome.Mistakes, outcome.Left);
        }

        if (recheck is not null && outcome.StoppedBecause is null)
        {
            RecheckText.Write(console, recheck);
        }
    }

    private void WarnOfDrift(JobInvocation invocation, JobRequest request, JobOutcome outcome)
    {
        foreach (var alarm in outcome.NewCalls > 0 ? outcome.Job.Report?.DriftAlarms ?? [] : [])
        {
            var asked = request.Questions.Zip(invocation.Questions).First(pair => pair.First.Name == alarm.Question).Second;
            Say(HistoryText.Warning(alarm, asked, database));
        }
    }

    private static string Finished(JobOutcome outcome) => outcome.NewCalls == 0
        ? $"Done: job {outcome.Job.Id}, no call was needed."
        : $"Done: job {outcome.Job.Id}.";

    private void SayStop(Job job, UserMessage because)
    {
        var (state, why) = (job.State.Shown(), because.In(terminal.Words));
        var text = why.TrimEnd('.').Equals(state, StringComparison.OrdinalIgnoreCase) ? $"Stopped ({state})." : $"Stopped ({state}): {why}";
        if (terminal.IsQuiet)
        {
            terminal.Stops.WriteLine(text);
        }
        else
        {
            Say(text);
        }
    }

    // Through the console on a terminal: it knows where the live drawing is, and writes above it.
    private void Say(string text)
    {
        if (terminal.ErrorIsTerminal)
        {
            _console.WriteLine(text);
        }
        else
        {
            terminal.Error.WriteLine(text);
        }
    }
}
