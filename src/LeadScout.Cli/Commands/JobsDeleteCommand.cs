using System.CommandLine;
using LeadScout.Application.Jobs;
using LeadScout.Application.Reports;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Jobs;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout jobs delete</c>.</summary>
internal static class JobsDeleteCommand
{
    public static Command Create(Terminal terminal)
    {
        var id = new Argument<string>("job") { Description = "The job's id, or the beginning of it" };
        var (database, format) = (CommonOptions.Database(), CommonOptions.Format());
        var command = new Command(
            "delete", "Forget a job. Its answers and calls stay: they were paid for, and later jobs use them.") { id, database, format };
        command.SetAction(async (parsed, interrupt) =>
        {
            using var store = Databases.OpenKeyless(terminal, parsed.GetRequiredValue(database));
            var job = await JobLookup.FindAsync(store, parsed.GetRequiredValue(id), interrupt);
            await store.DeleteAsync(job.Id, interrupt);
            terminal.Out.WriteLine(
                parsed.GetValue(format) == OutputFormat.Json
                    ? ReportJson.Of(new DeletedJobDocument(job.Id.Value, "deleted"))
                    : $"Job {job.Id} is forgotten. Its answers are kept.");
            return ExitCode.Done;
        });
        return command;
    }
}
