using System.CommandLine;
using LeadScout.Application.Jobs;
using LeadScout.Application.Reports;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Jobs;
using LeadScout.Teaching.Spending;

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
            var ledger = await JobLedger.OfAsync(store, job, terminal.Environment, terminal.Clock, interrupt);
            var isBehind = job.State != JobState.Done && job.Report is { } report && report.Calls < ledger.Length;
            job = job.State == JobState.Done ? job : job with { Report = job.Report?.UpTo(ledger) };
            var settlements = await store.SettlementsAsync(job.Id, interrupt);
            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                terminal.Out.WriteLine(ReportJson.Of(JobDocument.Of(job) with
                {
                    SpendingLimit = SpendingDocument.Of(SpendingStatement.Of(job.Settings.MaxCost, ledger)),
                    Settlements = settlements.IsEmpty ? null : [.. settlements.Select(SettlementDocument.Of)],
                }));
            }
            else
            {
                JobText.Write(
                    terminal.DrawOut(),
                    job,
                    ledger,
                    settlements,
                    await store.FailuresAsync(job.Id, interrupt),
                    parsed.GetRequiredValue(database),
                    isBehind);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
