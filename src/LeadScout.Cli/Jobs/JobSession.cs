using System.Collections.Immutable;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Progress;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Files;
using LeadScout.Files.QuestionFiles;
using LeadScout.Jobs;
using LeadScout.Llm;
using LeadScout.Questions;
using LeadScout.Sqlite;
using LeadScout.Teaching;
using Spectre.Console;

namespace LeadScout.Cli.Jobs;

/// <summary>Runs one job before a person's eyes: opens everything, runs it, reports.</summary>
internal sealed class JobSession(Terminal terminal, OutputFormat format, string database)
{
    private readonly IAnsiConsole _console = terminal.DrawError();

    /// <summary>Whether texts that were given up are asked again.</summary>
    public bool RetryFailed { get; init; }

    /// <summary>Runs or resumes the job and gives the exit code.</summary>
    /// <exception cref="BadInputException">Something can't be used; nothing was asked.</exception>
    public async Task<int> RunAsync(SqliteStore store, JobInvocation invocation, JobSettings settings, CancellationToken interrupt)
    {
        var sources = invocation.Questions.Select(BuiltInQuestions.Resolve).ToArray();
        var reading = new LeadFileOptions(invocation.Encoding, invocation.Sheet);
        var file = LeadFiles.At(invocation.Input, invocation.Output, reading);
        var questions = Bind(sources, file, reading, invocation.Column);
        var teacher = TeacherOf(invocation.Teacher, invocation.TeacherUrl, invocation.Prices, questions);
        var second = invocation.Escalate is { } name ? TeacherOf(name, invocation.EscalateUrl, invocation.EscalatePrices with { Table = invocation.Prices.Table }, questions) : null;
        var request = new JobRequest(file, invocation.Output ?? LeadFiles.DefaultOutput(invocation.Input), questions, settings) { Invocation = invocation.ToMap(), RetryFailed = RetryFailed };
        var runner = new JobRunner(store, store, new RetryPolicy { TriesPerOutage = invocation.Retries + 1 }, terminal.Clock, invocation.Limits);
        foreach (var question in questions.Length > 1 ? questions : [])
        {
            await store.NameQuestionAsync(question.Version, question.Name, interrupt); // a job with one names it itself
        }

        var outcome = await WatchedAsync(
            progress => runner.RunAsync(request, teacher, second, new Announcement(progress, Say, teacher.Name, settings), interrupt));
        Report(outcome);
        return JobEnding.ExitCodeOf(outcome.Job.State);
    }

    private ImmutableArray<Question> Bind(IEnumerable<QuestionSource> sources, LeadFile file, LeadFileOptions reading, string? column)
    {
        using var reader = file.Open();
        var bound = sources.Select(source => ColumnBinding.Bind(source, file.Name, reader.Columns, column)).ToArray();
        var questions = bound.Select(one => one.Question).ToImmutableArray();
        foreach (var note in bound.SelectMany(one => one.Notes).Distinct())
        {
            Say(note);
        }

        LeadFiles.EnsureNoClash(file.Name, reader.Columns, [.. questions.SelectMany(question => (string[])[question.Name, $"{question.Name}_confidence", $"{question.Name}_source"])]);
        LeadFiles.EnsureCanHold(reading, questions.SelectMany(question => question.Labels).Select(label => label.Name));
        if (TogetherText.Of(questions) is { } how)
        {
            Say(how);
        }

        return questions;
    }

    private ITeacher TeacherOf(string name, string? url, StatedPrices prices, ImmutableArray<Question> questions) => Teachers.Create(name, prices.In(new TeacherOptions
    {
        Url = url is null ? null : TeacherUrl.Parse(url),
        Questions = questions.Length == 1 ? null : [.. questions.Select(question => question.Name)],
        Environment = terminal.Environment,
        Time = terminal.Clock,
        Notice = Say,
    }));

    private Task<JobOutcome> WatchedAsync(Func<IProgress<JobProgress>, Task<JobOutcome>> run) => terminal.ErrorIsTerminal
        ? ProgressDisplay.RunAsync(_console, terminal.Clock, run)
        : run(new ProgressLines(terminal.Error, terminal.Clock));

    private void Report(JobOutcome outcome)
    {
        var job = outcome.Job;
        if (format == OutputFormat.Json)
        {
            terminal.Out.WriteLine(ReportJson.Of(ReportDocument.Of(job, outcome.StoppedBecause, outcome.NewCalls)));
        }

        var console = format == OutputFormat.Json ? _console : terminal.DrawOut();
        Say("");
        if (outcome.StoppedBecause is { } because)
        {
            Say($"Stopped ({job.State.Word()}): {because}");
        }
        else
        {
            console.WriteLine(Finished(outcome));
        }

        if (job.Report is { } report)
        {
            TextReport.Write(console, job, report, database);
        }
    }

    private static string Finished(JobOutcome outcome) => outcome.NewCalls == 0
        ? $"Done: job {outcome.Job.Id}, no call was needed."
        : $"Done: job {outcome.Job.Id}.";

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
