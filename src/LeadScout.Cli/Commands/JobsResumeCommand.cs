using System.CommandLine;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Jobs;
using LeadScout.Cli.Terminals;
using LeadScout.Jobs;
using LeadScout.Sqlite;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout jobs resume</c>: the same command again, without having to remember it.</summary>
internal static class JobsResumeCommand
{
    public static Command Create(Terminal terminal)
    {
        var id = new Argument<string>("job") { Description = "The job's id, or the beginning of it" };
        var maxCost = new JobOptions().MaxCost;
        var database = CommonOptions.Database();
        var format = CommonOptions.Format();
        var command = new Command("resume", "Go on with a job that was interrupted, ran out of money, lost its teacher or was reopened.") { id, maxCost, database, format };
        command.SetAction(async (parsed, interrupt) =>
        {
            using var store = SqliteStore.Open(parsed.GetRequiredValue(database));
            var job = await JobLookup.FindAsync(store, parsed.GetRequiredValue(id), interrupt);
            var invocation = JobInvocation.Of(job);
            GoTo(invocation.Folder, job);
            var settings = parsed.GetValue(maxCost) is { } most ? job.Settings with { MaxCost = most } : job.Settings;
            return await new JobSession(terminal, parsed.GetValue(format) ?? OutputFormat.Text, parsed.GetRequiredValue(database)).RunAsync(store, invocation, settings, interrupt);
        });
        return command;

        void GoTo(string folder, Job job)
        {
            if (!Directory.Exists(folder))
            {
                throw new BadInputException($"Job {job.Id} was started in {folder}, which is not there any more. Put it back, or give the classify command again.");
            }

            if (folder != Environment.CurrentDirectory)
            {
                terminal.Error.WriteLine($"Going on in {folder}, where the job was started.");
                Environment.CurrentDirectory = folder;
            }
        }
    }
}
