using System.Collections.Immutable;
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
            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                var jobs = await JobToDate.AllAsync(store, terminal.Environment, terminal.Clock, interrupt);
                terminal.Out.WriteLine(ReportJson.Of([.. jobs.Select(JobDocument.Looked)]));
            }
            else
            {
                Write(terminal.DrawOut(), await JobToDate.LinesAsync(store, terminal.Environment, terminal.Clock, interrupt));
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(IAnsiConsole console, ImmutableArray<JobLine> jobs)
    {
        if (jobs.IsEmpty)
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
                new Text(job.Rows?.Text() ?? ""),
                new Text(job.AskedTexts?.Text() ?? ""),
                new Text(job.Cost?.ToString() ?? "unknown"),
                new Text(job.UpdatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)),
            ]);
        }

        console.Write(table);
    }
}
