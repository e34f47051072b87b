using System.CommandLine;
using LeadScout.Application.Reports;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Progress;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Files;
using LeadScout.Jobs;
using LeadScout.Stores;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout store copy</c>.</summary>
internal static class StoreCopyCommand
{
    public static Command Create(Terminal terminal)
    {
        var from = CommonOptions.NamedDatabase("--from", "The database to copy. Nobody may write to it meanwhile, and it stays as it is");
        var to = CommonOptions.NamedDatabase("--to", "Where to: an empty database, or a file that is not there yet");
        var (format, quiet) = (CommonOptions.Format(), CommonOptions.Quiet());
        var command = new Command(
            "copy",
            "Copy everything that a database holds to another: answers with their positions, corrections, jobs, ledger, keys. Both are a file or a PostgreSQL database. "
            + "The copy is read back and compared. Cut off, the same command goes on; done, it says so. Nothing is asked.")
        {
            from, to, format, quiet,
        };
        command.SetAction(async (parsed, interrupt) =>
        {
            var told = parsed.GetValue(quiet) ? terminal.Quiet() : terminal;
            var (source, target) = (parsed.GetRequiredValue(from), parsed.GetRequiredValue(to));
            Claim(source, target);
            using var read = Databases.OpenSource(terminal, source);
            await StoreCopy.RequireAtRestAsync(read, interrupt); // before a target is made
            using var written = Databases.OpenTarget(terminal, target);
            using var progress = new CopyProgress(told);
            var begun = terminal.Clock.GetTimestamp();
            try
            {
                var report = await new StoreCopy(read, written).RunAsync(progress, interrupt);
                progress.End();
                StoreCopyText.Write(
                    told, parsed.GetValue(format), StoreCopyDocument.Of(read.Name, written.Name, report, terminal.Clock.GetElapsedTime(begun)));
                return ExitCode.Done;
            }
            catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
            {
                progress.End();
                return Stopped(terminal, parsed.GetValue(format), written.Name);
            }
        });
        return command;
    }

    private static int Stopped(Terminal terminal, OutputFormat? format, string target)
    {
        var message = $"Stopped: {target} is an unfinished copy. The same command goes on where it stopped.";
        terminal.Error.WriteLine(message);
        if (format == OutputFormat.Json)
        {
            terminal.Out.WriteLine(ReportJson.Of(ReportDocument.Refused(JobState.Interrupted.Word(), message)));
        }

        return ExitCode.Interrupted;
    }

    private static void Claim(string source, string target)
    {
        var claims = FileClaims.WithStreams();
        if (!StoreAddress.IsShared(source))
        {
            claims.Reads(source, "database to copy", "--from");
        }

        if (!StoreAddress.IsShared(target))
        {
            claims.Writes(target, "copy", "--to");
        }
    }
}
