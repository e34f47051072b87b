using System.CommandLine;
using LeadScout.Application.Jobs;
using LeadScout.Application.Reports;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout jobs show</c>.</summary>
internal static class JobsShowCommand
{
    public static Command Create(Terminal terminal)
    {
        var id = new Argument<string>("job") { Description = "The job's id, or the beginning of it" };
        var database = CommonOptions.Database();
        var format = CommonOptions.Format();
        var command = new Command("show", "One job: state, figures, ledger, and how to go on.") { id, database, format };
        command.SetAction(async (parsed, interrupt) =>
        {
            using var store = Databases.OpenReadKeyless(terminal, parsed.GetRequiredValue(database));
            var job = await JobLookup.FindAsync(store, parsed.GetRequiredValue(id), interrupt);
            var now = await JobToDate.OfAsync(store, job, terminal.Environment, terminal.Clock, interrupt);
            var settlements = await store.SettlementsAsync(job.Id, interrupt);
            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                terminal.Out.WriteLine(ReportJson.Of(JobDocument.Of(now) with
                {
                    Settlements = settlements.IsEmpty ? null : [.. settlements.Select(SettlementDocument.Of)],
                }));
            }
            else
            {
                JobText.Write(
                    terminal.DrawOut(),
                    now,
                    settlements,
                    await store.FailuresAsync(job.Id, interrupt),
                    parsed.GetRequiredValue(database));
            }

            return ExitCode.Done;
        });
        return command;
    }
}
