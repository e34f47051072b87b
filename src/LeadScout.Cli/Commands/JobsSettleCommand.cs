using System.CommandLine;
using LeadScout.Application.Jobs;
using LeadScout.Application.Reports;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Jobs.Running;
using LeadScout.Teaching.Spending;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout jobs settle</c>.</summary>
internal static class JobsSettleCommand
{
    public static Command Create(Terminal terminal)
    {
        var id = new Argument<string>("job") { Description = "The job's id, or the beginning of it" };
        var measured = new Option<bool>("--measured", "--yes")
        {
            Description =
                "Release it: you have looked at the provider's bill, and it charged no more than what was measured. Without this, only what would be released is shown",
        };
        var by =
            new Option<string>("--by") { HelpName = "NAME", Description = "Who says so; kept on record", DefaultValueFactory = _ => Environment.UserName };
        var (database, format) = (CommonOptions.Database(), CommonOptions.Format());
        var command = new Command(
            "settle", "Release what possibly billed calls hold back of the spending limit: calls of unknown fate count at the most they can cost, until the provider's bill says otherwise. "
            + "Cannot be undone; who released how much stays on record.")
        {
            id, measured, by, database, format,
        };
        command.SetAction(async (parsed, interrupt) =>
        {
            var (path, sure) = (parsed.GetRequiredValue(database), parsed.GetValue(measured));
            using var store = sure ? Databases.OpenKeyless(terminal, path) : Databases.OpenReadKeyless(terminal, path);
            var job = await JobLookup.FindAsync(store, parsed.GetRequiredValue(id), interrupt);
            var settlement = sure
                ? await new JobSettling(store, terminal.Clock).SettleAsync(job, parsed.GetRequiredValue(by), interrupt)
                : null;
            var spending = SpendingStatement.Of(job.Settings.MaxCost, await JobLedger.OfAsync(store, job, terminal.Environment, terminal.Clock, interrupt));
            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                terminal.Out.WriteLine(ReportJson.Of(SettleDocument.Of(job, settlement, spending)));
            }
            else
            {
                SettleText.Write(terminal.Out, job, settlement, spending, path);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
