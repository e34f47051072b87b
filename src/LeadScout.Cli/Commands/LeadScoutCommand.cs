using System.CommandLine;
using LeadScout.Cli.Terminals;

namespace LeadScout.Cli.Commands;

/// <summary>The root of all commands. To add a command: write a file like its neighbours, and add it here.</summary>
internal static class LeadScoutCommand
{
    public static RootCommand Create(Terminal terminal)
    {
        var root = new RootCommand(
            "Labels every lead of a list with an LLM, learns from each answer at once, and reports the bill and how far the result can be off.")
        {
            DemoCommand.Create(terminal),
            ClassifyCommand.Create(terminal),
            EstimateCommand.Create(terminal),
            AskCommand.Create(terminal),
            ExplainCommand.Create(terminal),
            ReviewCommand.Create(terminal),
            AnswersCommand.Create(terminal),
            JobsCommand.Create(terminal),
            PatternsCommand.Create(terminal),
            QuestionsCommand.Create(terminal),
            ServeCommand.Create(terminal),
        };
        HelpExamples.AddTo(root);
        return root;
    }
}
