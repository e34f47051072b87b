using System.CommandLine;
using System.Globalization;
using LeadScout.ActiveLearning;
using LeadScout.Application.Jobs;
using LeadScout.Application.Reports;
using LeadScout.Classifiers;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Jobs;
using LeadScout.Texts;
using Spectre.Console;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout jobs list</c>.</summary>
internal static class JobsListCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = CommonOptions.Database();
        var format = CommonOptions.Format();
        var command = new Command("list", "All jobs, newest first.") { database, format };
        command.SetAction(async (parsed, interrupt) =>
        {
            using var store = Databases.OpenReadKeyless(terminal, parsed.GetRequiredValue(database));
            var jobs = (await store.ListAsync(interrupt)).ToArray();
            for (var i = 0; i < jobs.Length; i++)
            {
                // What a run keeps when it ends is up to date; of one that was killed, or is at work, the ledger knows more.
                if (jobs[i] is { State: JobState.Running or JobState.Interrupted, Report: not null })
                {
                    jobs[i] = (await JobToDate.OfAsync(store, jobs[i], terminal.Environment, terminal.Clock, interrupt)).Job;
                }
            }

            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                terminal.Out.WriteLine(ReportJson.Of([.. jobs.Select(job => JobDocument.Of(job))]));
            }
            else
            {
                Write(terminal.DrawOut(), jobs);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(IAnsiConsole console, Job[] jobs)
    {
        if (jobs.Length == 0)
        {
            console.WriteLine("No jobs yet.");
            return;
        }

        var table = new Table { Border = TableBorder.Simple }.AddColumns(
            "job", "state", "list", "question", "rows", "asked", "cost", "last change (UTC)");
        foreach (var job in jobs)
        {
            table.AddRow(
            [
                new Text(job.Id.Value),
                new Text(job.State.Shown()),
                new Text(job.InputName),
                new Text(job.QuestionName),
                new Text(job.Report?.Rows.Text() ?? ""),
                new Text(job.Report?.AskedTexts.Text() ?? ""),
                new Text(job.Report is { } report ? report.Cost?.ToString() ?? "unknown" : ""),
                new Text(job.UpdatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)),
            ]);
        }

        console.Write(table);
    }
}
