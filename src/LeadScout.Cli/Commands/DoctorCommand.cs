using System.CommandLine;
using LeadScout.Application.Reports;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Files;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Sqlite.Health;
using LeadScout.Stores;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout doctor</c>.</summary>
internal static class DoctorCommand
{
    public static Command Create(Terminal terminal)
    {
        var salvage =
            new Option<string?>("--salvage") { HelpName = "NEW", Description = "Save everything that can be read into this new database" };
        var (database, format) = (CommonOptions.Database(), CommonOptions.Format());
        var command = new Command(
            "doctor",
            "Examine a database: file, log, pages, every answer's checksum, ledger; of a PostgreSQL database its tables and the server's settings. Says what is damaged and what to do; changes nothing. Exit code 0: healthy, 2: damaged; with --salvage 0 once everything that can be read is saved.")
        {
            database, salvage, format,
        };
        command.SetAction(async (parsed, interrupt) =>
        {
            var (path, target) = (parsed.GetRequiredValue(database), parsed.GetValue(salvage));
            if (StoreAddress.IsShared(path) && target is not null)
            {
                throw new BadInputException(
                    "--salvage reads the pages of a file. What a PostgreSQL server can still read is copied by `leadscout store copy`, or by pg_dump; its pages are examined by pg_amcheck.");
            }

            if (target is not null)
            {
                var claims = FileClaims.WithStreams();
                claims.WritesDatabase(path);
                claims.Writes(target, "new database", Setting.Salvage);
            }

            var examined = StoreAddress.IsShared(path)
                ? await SharedStores.ExamineAsync(path, terminal.Environment, interrupt)
                : Examination.Run(path, target, interrupt);
            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                terminal.Out.WriteLine(ReportJson.Of(DoctorDocument.Of(examined, terminal.Words)));
            }

            DoctorText.Write(parsed.GetValue(format) == OutputFormat.Json ? terminal.Error : terminal.Out, examined, terminal.Words);
            return examined.IsHealthy || examined.Saved is not null ? ExitCode.Done : ExitCode.BadInput;
        });
        return command;
    }
}
