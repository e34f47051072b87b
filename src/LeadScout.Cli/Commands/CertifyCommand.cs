using System.CommandLine;
using LeadScout.Application.AnswerLog;
using LeadScout.Application.Jobs;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Jobs;
using LeadScout.Cli.Terminals;
using LeadScout.Files;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout certify</c>: puts the labels that a list already has to the proof.</summary>
internal static class CertifyCommand
{
    public static Command Create(Terminal terminal)
    {
        var input = new Argument<string>("list") { Description = "The labelled list: what classify reads; - for standard input" };
        var (options, certify) = (new JobOptions(), new CertifyOptions());
        var estimate = new Option<bool>("--estimate") { Description = "Only say what it would probably ask and cost; asks nothing" };
        var (database, format, texts) = (CommonOptions.Database(), CommonOptions.Format(), CommonOptions.Texts());
        var quiet = CommonOptions.Quiet();
        var command = new Command(
            "certify",
            "Put the labels that a list already has to the proof: draw rows by lot and ask the teacher until it is proven that at most --max-error of them are wrong (exit code 0), or that more are (exit code 5).") { input };
        certify.AddTo(command);
        options.AddToCertify(command);
        command.Add(estimate);
        command.Add(texts);
        command.Add(database);
        command.Add(format);
        command.Add(quiet);
        command.SetAction(async (parsed, interrupt) =>
        {
            var told = parsed.GetValue(quiet) ? terminal.Quiet() : terminal;
            var (path, isJson) = (parsed.GetRequiredValue(database), parsed.GetValue(format) == OutputFormat.Json);
            var asksNothing = parsed.GetValue(estimate);
            var fix = asksNothing ? null : parsed.GetValue(certify.Fix);
            var invocation = options.InvocationOf(parsed, parsed.GetRequiredValue(input), told) with { Output = fix, WritesResult = fix is not null };
            using var streams = await StandardStreams.OpenAsync(invocation, terminal, interrupt);
            invocation = streams?.Invocation ?? invocation;
            StandardStreams.CheckOutput(invocation, isJson);
            JobFiles.Claim(FileClaims.WithStreams(), invocation, path);
            using var store = asksNothing ? Databases.OpenReadOrEmpty(told, path) : Databases.Open(told, path);
            var session = new JobSession(told, isJson ? OutputFormat.Json : OutputFormat.Text, path)
            {
                RetryFailed = parsed.GetValue(options.RetryFailed),
                Yes = parsed.GetValue(options.Yes),
                ResultOnOut = invocation.Output == JobInvocation.Stream,
            };
            var settings = options.SettingsOf(parsed) with { Certify = certify.Of(parsed) };
            if (asksNothing)
            {
                return await session.EstimateAsync(store, invocation, settings, 0, interrupt);
            }

            await TextStorageOption.ApplyAsync(store, parsed.GetValue(texts), told, interrupt);
            await Retention.ApplyAsync(store, null, terminal.Clock, told.Say, interrupt);
            var exitCode = await session.RunAsync(store, invocation, settings, interrupt);
            await (streams?.SendAsync(terminal) ?? Task.CompletedTask);
            return exitCode;
        });
        return command;
    }
}
