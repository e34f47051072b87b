using System.CommandLine;
using LeadScout.Cli.Terminals;

namespace LeadScout.Cli.Commands;

/// <summary>The root of all commands. To add a command: write a file like its neighbours, and add it here.</summary>
internal static class LeadScoutCommand
{
    private static readonly (string Name, Func<Terminal, Command> Create)[] Commands =
    [
        ("demo", DemoCommand.Create),
        ("classify", ClassifyCommand.Create),
        ("estimate", EstimateCommand.Create),
        ("certify", CertifyCommand.Create),
        ("recheck", RecheckCommand.Create),
        ("certificate", CertificateCommand.Create),
        ("ask", AskCommand.Create),
        ("explain", ExplainCommand.Create),
        ("review", ReviewCommand.Create),
        ("answers", AnswersCommand.Create),
        ("jobs", JobsCommand.Create),
        ("patterns", PatternsCommand.Create),
        ("questions", QuestionsCommand.Create),
        ("teachers", TeachersCommand.Create),
        ("prices", PricesCommand.Create),
        ("serve", ServeCommand.Create),
        ("mcp", McpCommand.Create),
        ("store", StoreCommand.Create),
        ("doctor", DoctorCommand.Create),
        ("completion", CompletionCommand.Create),
    ];

    /// <summary>The root with every command.</summary>
    public static RootCommand Create(Terminal terminal) => With(terminal, Commands);

    /// <summary>
    /// The root with the command that the arguments begin with, and with every command where they begin with none: a start builds what it
    /// runs.
    /// </summary>
    public static RootCommand For(Terminal terminal, IReadOnlyList<string> args) =>
        args.Count > 0 && Array.FindAll(Commands, command => command.Name == args[0]) is [_] named
            ? With(terminal, named)
            : Create(terminal);

    private static RootCommand With(Terminal terminal, (string Name, Func<Terminal, Command> Create)[] commands)
    {
        var root = new RootCommand(
            "Labels every lead of a list with an LLM, learns from each answer at once, and reports the bill and how far the result can be off.");
        foreach (var command in commands)
        {
            root.Add(command.Create(terminal));
        }

        HelpExamples.AddTo(root);
        return root;
    }
}
