using System.CommandLine;
using LeadScout.Application.Jobs;
using LeadScout.Cli.Agents;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Terminals;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout mcp</c>: the product as tools of an agent, over standard streams.</summary>
internal static class McpCommand
{
    public static Command Create(Terminal terminal)
    {
        var folder = new Option<string>("--folder")
        {
            HelpName = "DIR",
            Description = "The only folder whose files agents may read, and write results into",
            DefaultValueFactory = _ => ".",
        };
        var by = new Option<string>("--by") { HelpName = "NAME", Description = "Under what name corrections are kept", DefaultValueFactory = _ => "agent" };
        var (teacher, teachersFile, teacherUrl, maxCost, database) = (
            CommonOptions.Teacher(), CommonOptions.TeachersFile(), CommonOptions.TeacherUrl(), CommonOptions.MaxCost(), CommonOptions.Database());
        maxCost.Description = "The most that this session may spend; agents can't raise it. Without it they may spend nothing";
        var (teacherSettings, prices) = (new TeacherSettingOptions(), new PriceOptions());
        var command = new Command(
            "mcp",
            "Serve LeadScout's tools to an agent over standard input and output, by the Model Context Protocol.")
        {
            folder, maxCost, teacher, teachersFile, teacherUrl,
        };
        teacherSettings.AddTo(command);
        prices.AddTo(command);
        command.Add(by);
        command.Add(database);
        var ofAgents = new HashSet<Option>([folder, maxCost, by, database]);
        command.SetAction(async (parsed, interrupt) =>
        {
            var settings = new AgentSettings(
                new AllowedFolder(parsed.GetRequiredValue(folder)),
                Databases.FullName(parsed.GetRequiredValue(database)),
                parsed.GetRequiredValue(by),
                [.. command.Options.Where(option => !ofAgents.Contains(option)).SelectMany(option => GivenArguments.Of(parsed, option))],
                () => TeacherChoice.Of(
                    parsed.GetValue(teachersFile),
                    (parsed.GetValue(teacher), parsed.GetValue(teacherUrl), teacherSettings.Of(parsed), prices.Of(parsed)),
                    () => DefaultTeacher.Choose(terminal.Environment, _ => { })).Asked);
            await AgentStreams.ServeAsync(terminal, settings, parsed.GetValue(maxCost), interrupt);
            return ExitCode.Done;
        });
        return command;
    }
}
