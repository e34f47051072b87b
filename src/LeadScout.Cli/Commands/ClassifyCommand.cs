using System.CommandLine;
using LeadScout.Application.AnswerLog;
using LeadScout.Application.Jobs;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Jobs;
using LeadScout.Cli.Terminals;
using LeadScout.Files;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout classify</c>: the product.</summary>
internal static class ClassifyCommand
{
    public static Command Create(Terminal terminal)
    {
        var input =
            new Argument<string>("list") { Description = "The lead list: CSV, XLSX, JSON, JSON Lines or Parquet; text also as .gz or in a .zip; - for standard input; with an add-on a table: 'duckdb:leads.duckdb?table=leads'" };
        var options = new JobOptions();
        var database = CommonOptions.Database();
        var (format, quiet) = (CommonOptions.Format(), CommonOptions.Quiet());
        var command = new Command(
            "classify", "Label every lead of a list. An interrupted run goes on when the same command is given again.") { input };
        var (texts, retention) = (CommonOptions.Texts(), CommonOptions.KeepFor());
        options.AddTo(command);
        command.Add(texts);
        command.Add(retention);
        command.Add(database);
        command.Add(format);
        command.Add(quiet);
        command.SetAction(async (parsed, interrupt) =>
        {
            var told = parsed.GetValue(quiet) ? terminal.Quiet() : terminal;
            var invocation = options.InvocationOf(parsed, parsed.GetRequiredValue(input), told);
            using var streams = await StandardStreams.OpenAsync(invocation, terminal, interrupt);
            invocation = streams?.Invocation ?? invocation;
            var isJson = parsed.GetValue(format) == OutputFormat.Json;
            StandardStreams.CheckOutput(invocation, isJson);
            JobFiles.Claim(FileClaims.WithStreams(), invocation, parsed.GetRequiredValue(database));
            using var store = Databases.Open(told, parsed.GetRequiredValue(database));
            await TextStorageOption.ApplyAsync(store, parsed.GetValue(texts), told, interrupt);
            await Retention.ApplyAsync(store, parsed.GetValue(retention), terminal.Clock, told.Say, interrupt);
            var session = new JobSession(
                told,
                parsed.GetValue(format) ?? OutputFormat.Text,
                parsed.GetRequiredValue(database))
            {
                RetryFailed = parsed.GetValue(options.RetryFailed),
                Yes = parsed.GetValue(options.Yes),
                ResultOnOut = invocation.Output == JobInvocation.Stream
            };
            var exitCode = await session.RunAsync(store, invocation, options.SettingsOf(parsed), interrupt);
            await (streams?.SendAsync(terminal) ?? Task.CompletedTask);
            return exitCode;
        });
        return command;
    }
}
