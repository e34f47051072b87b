using System.CommandLine;
using LeadScout.Application.Jobs;
using LeadScout.Application.Reports;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Jobs;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Files.Disk;
using LeadScout.Questions;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout jobs export</c>.</summary>
internal static class JobsExportCommand
{
    private const string Standard = "-";

    public static Command Create(Terminal terminal)
    {
        var id = new Argument<string>("job") { Description = "The job's id, or the beginning of it" };
        var output = new Option<string?>("--out") { HelpName = "FILE", Description = "The archive, or - for standard output; JOB.zip unless given" };
        var (database, format) = (CommonOptions.Database(), CommonOptions.Format());
        var command = new Command(
            "export",
            "Write a job's rows, its answers, its calls, its report and its certificate into one ZIP archive, to keep or to hand on. It holds the list's texts.")
        {
            id, output, database, format,
        };
        command.SetAction(async (parsed, interrupt) =>
        {
            var isJson = parsed.GetValue(format) == OutputFormat.Json;
            using var store = Databases.OpenRead(terminal, parsed.GetRequiredValue(database));
            var job = await JobLookup.FindAsync(store, parsed.GetRequiredValue(id), interrupt);
            var file = parsed.GetValue(output) ?? $"{job.Id}.zip";
            if (file == Standard && isJson)
            {
                throw new BadInputException("--format json and --out - both write to standard output. Say a file with --out, or leave out --format json.");
            }

            var export = new JobExport(terminal, await JobToDate.OfAsync(store, job, terminal.Environment, terminal.Clock, interrupt), store);
            Report(terminal, isJson, await WriteAsync(terminal, export, file, interrupt));
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<JobExportDocument> WriteAsync(Terminal terminal, JobExport export, string file, CancellationToken interrupt)
    {
        try
        {
            if (file == Standard)
            {
                await using var output = terminal.OpenOut();
                return await export.WriteAsync(output, file, interrupt);
            }

            // The archive has the list's texts: for its owner alone, as the database is.
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            await using var archive = new FileStream(file, options);
            var written = await export.WriteAsync(archive, file, interrupt);
            Durable.Sync(archive); // the job may be deleted next
            Durable.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(file))!);
            return written;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"'{file}' can't be written: {e.Message.TrimEnd('.')}. Say another name with --out; nothing is overwritten.", e);
        }
    }

    private static void Report(Terminal terminal, bool isJson, JobExportDocument export)
    {
        if (isJson)
        {
            terminal.Out.WriteLine(ReportJson.Of(export));
        }

        terminal.Error.WriteLine($"Job {export.Job}: {(export.Files.Count + 1).Of("file")} in {(export.File == Standard ? "the archive" : export.File)}. It holds texts of the list.");
        foreach (var missing in export.Missing)
        {
            terminal.Error.WriteLine($"Without {missing.Name}: {missing.Because}");
        }
    }
}
