using System.CommandLine;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Jobs;
using LeadScout.Cli.Terminals;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout certify</c>: puts the labels that a list already has to the proof.</summary>
internal static class CertifyCommand
{
    public static Command Create(Terminal terminal)
    {
        var input = new Argument<string>("list") { Description = "The labelled list: what classify reads; - for standard input" };
        var (options, certify) = (new JobOptions(), new CertifyOptions());
        var (audit, texts) = (new AuditCommand(terminal, options, certify), CommonOptions.Texts());
        var command = new Command(
            "certify",
            "Put the labels that a list already has to the proof: draw rows by lot and ask the LLM until it is proven that at most --max-error of them are wrong (exit code 0), or that more are (exit code 5).") { input };
        certify.AddTo(command);
        options.AddToCertify(command);
        audit.AddTo(command, texts);
        command.SetAction(async (parsed, interrupt) =>
        {
            var (told, fix) = (audit.Told(parsed), audit.Fix(parsed));
            var invocation = options.InvocationOf(parsed, parsed.GetRequiredValue(input), told) with { Output = fix, WritesResult = fix is not null };
            using var streams = await StandardStreams.OpenAsync(invocation, terminal, interrupt);
            invocation = streams?.Invocation ?? invocation;
            audit.Claim(parsed, invocation);
            using var store = audit.OpenStore(parsed);
            await TextStorageOption.ApplyAsync(store, audit.IsEstimate(parsed) ? null : parsed.GetValue(texts), told, interrupt);
            return await audit.RunAsync(parsed, store, invocation, options.SettingsOf(parsed) with { Certify = certify.Of(parsed) }, streams, interrupt);
        });
        return command;
    }
}
