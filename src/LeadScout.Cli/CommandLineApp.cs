using System.CommandLine;
using System.Globalization;
using LeadScout.ActiveLearning;
using LeadScout.Application.Reports;
using LeadScout.Classifiers;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Commands;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Cli;

/// <summary>From arguments to exit code. Errors become messages here and nowhere else.</summary>
internal static class CommandLineApp
{
    private const string TraceVariable = "LEADSCOUT_TRACE";

    public static async Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken interrupt)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        terminal = terminal with { Database = new NamedDatabase() };
        var parsed = LeadScoutCommand.For(terminal, args).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (IsGroupAlone(parsed))
        {
            var helped = LeadScoutCommand.For(terminal, args).Parse([.. args, "--help"], new ParserConfiguration { ResponseFileTokenReplacer = null });
            await helped.InvokeAsync(new InvocationConfiguration { Output = terminal.Error, Error = terminal.Error }, interrupt);
            return ExitCode.BadInput;
        }

        if (parsed.Errors.Count > 0 && parsed.Action is not System.CommandLine.Help.HelpAction)
        {
            return Refuse(UsageError.Text(parsed), ExitCode.BadInput, "refused");
        }

        if (parsed.Action is not System.CommandLine.Help.HelpAction && UsageError.OfMisspelt(parsed) is { } misspelt)
        {
            return Refuse(misspelt, ExitCode.BadInput, "refused");
        }

        terminal.Database.Name = CommonOptions.DatabaseOf(parsed);
        if (terminal.Vocabulary == CommandWords.Of)
        {
            terminal = terminal with { Vocabulary = CommandWords.For(parsed.CommandResult.Command) };
        }

        try
        {
            var configuration = new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(configuration, interrupt);
        }
        catch (JobHeldException e)
        {
            return Refuse(e.Wording.In(terminal.Words), ExitCode.HeldElsewhere, "held");
        }
        catch (BadInputException e)
        {
            return Refuse(e.Wording.In(terminal.Words), ExitCode.BadInput, "refused");
        }
        catch (NotAgreedException e)
        {
            return Refuse(e.Message, ExitCode.Interrupted, JobState.Interrupted.Word());
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            return Refuse(
                "Stopped before the first call. The same command starts again.", ExitCode.Interrupted, JobState.Interrupted.Word());
        }
        catch (Exception e)
        {
            return Refuse(BugText(e, terminal), ExitCode.InternalError, "failed");
        }

        int Refuse(string message, int exitCode, string state)
        {
            terminal.Error.WriteLine(message);
            if (CommonOptions.WantsJson(parsed))
            {
                terminal.Out.WriteLine(ReportJson.Of(ReportDocument.Refused(state, message)));
            }

            return exitCode;
        }
    }

    /// <summary>Whether nothing is said of which of its commands is meant: then all of them are shown.</summary>
    private static bool IsGroupAlone(ParseResult parsed) =>
        parsed is { Errors.Count: 1, UnmatchedTokens.Count: 0, CommandResult.Command: { Subcommands.Count: > 0, Action: null } }
        && parsed.Action is not System.CommandLine.Help.HelpAction
        && !parsed.Tokens.Any(token => token.Value.StartsWith('-'));

    private static string BugText(Exception e, Terminal terminal)
    {
        var trace = string.IsNullOrEmpty(terminal.Environment(TraceVariable))
            ? $"Set {TraceVariable}=1 and run it again to see where."
            : e.ToString();
        return $"LeadScout {ProductVersion.Text} failed in a way it should not: {e.GetType().Name}: {e.Message}\n"
            + "Nothing that was paid for is lost: the same command goes on where it stopped.\n"
            + $"Please report this with the command you gave, without your data. {trace}";
    }
}
