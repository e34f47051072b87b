using System.CommandLine;
using LeadScout.Application.Jobs;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Jobs;
using LeadScout.Cli.Terminals;
using LeadScout.Files;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout estimate</c>: what <c>classify</c> with the same options would ask and cost.</summary>
internal static class EstimateCommand
{
    public static Command Create(Terminal terminal)
    {
        var input =
            new Argument<string>("list") { Description = "The lead list: CSV, XLSX, JSON, JSON Lines or Parquet; text also as .gz or in a .zip; - for standard input; with an add-on a table: 'duckdb:leads.duckdb?table=leads'" };
        var options = new JobOptions();
        var probe = Parsed.Option(
            "--probe", "N", "Really ask N texts, for a sharper estimate; they are paid and kept, and classify goes on from there", "a whole number from 0", 0, Parsed.Whole(0, int.MaxValue));
        var database = CommonOptions.Database();
        var (format, quiet) = (CommonOptions.Format(), CommonOptions.Quiet());
        var command = new Command(
            "estimate",
            "Say what classify with the same options would probably ask and cost. Asks nothing and changes nothing, unless told to with --probe.") { input, probe };
        options.AddTo(command);
        command.Add(database);
        command.Add(format);
        command.Add(quiet);
        command.SetAction(async (parsed, interrupt) =>
        {
            var told = parsed.GetValue(quiet) ? terminal.Quiet() : terminal;
            var invocation = options.InvocationOf(parsed, parsed.GetRequiredValue(input), told);
            var path = parsed.GetRequiredValue(database);
            using var streams = await StandardStreams.OpenAsync(invocation, terminal, interrupt);
            invocation = streams?.Invocation ?? invocation;
            JobFiles.Claim(FileClaims.WithStreams(), invocation, path);
            using var store = parsed.GetValue(probe) > 0 ? Databases.Open(told, path) : Databases.OpenReadOrEmpty(told, path);
            return await new JobSession(told, parsed.GetValue(format) ?? OutputFormat.Text, path)
            {
                Yes = parsed.GetValue(options.Yes),
            }.EstimateAsync(store, invocation, options.SettingsOf(parsed), parsed.GetValue(probe), interrupt);
        });
        return command;
    }
}
