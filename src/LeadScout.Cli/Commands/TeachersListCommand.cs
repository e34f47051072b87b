using System.CommandLine;
using LeadScout.Application.Jobs;
using LeadScout.Application.Reports;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Llm;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout teachers list</c>.</summary>
internal static class TeachersListCommand
{
    public static Command Create(Terminal terminal)
    {
        var format = CommonOptions.Format();
        var command = new Command(
            "list", "The providers, the environment variable with the key of each, and whether it is set.") { format };
        command.SetAction(parsed =>
        {
            TeacherLineDocument[] lines =
            [
                .. Teachers.Providers.Select(provider => new TeacherLineDocument(
                    provider.Name, provider.KeyVariable,
                    provider.KeyVariable is null || !string.IsNullOrWhiteSpace(terminal.Environment(provider.KeyVariable)))),
            ];
            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                terminal.Out.WriteLine(ReportJson.Of(lines));
                return ExitCode.Done;
            }

            foreach (var line in lines)
            {
                terminal.Out.WriteLine($"{line.Provider + ":MODEL",-22} {(line.KeyVariable is null ? "no key wanted" : $"key in {line.KeyVariable}: {(line.HasKey ? "set" : "not set")}")}");
            }

            terminal.Out.WriteLine($"{"recorded:FILE.tsv",-22} answers from a file, no key wanted");
            terminal.Out.WriteLine(
                $"Unless --teacher is given, {DefaultTeacher.Name} is asked where {DefaultTeacher.Key} is set. To see whether one works: leadscout teachers check NAME");
            return ExitCode.Done;
        });
        return command;
    }
}
