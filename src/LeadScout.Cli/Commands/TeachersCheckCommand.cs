using System.CommandLine;
using LeadScout.Application.Jobs;
using LeadScout.Application.Reports;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Llm;
using LeadScout.Llm.Checks;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout teachers check</c>: whether a teacher works, for three tiny calls.</summary>
internal static class TeachersCheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("teacher") { Description = $"Who is asked: {Teachers.Allowed}" };
        var (file, url, settings, prices, database, format) = (
            CommonOptions.TeachersFile(),
            CommonOptions.TeacherUrl(),
            new TeacherSettingOptions(),
            new PriceOptions(),
            CommonOptions.Database(),
            CommonOptions.Format());
        var command = new Command(
            "check", "Make three tiny calls and say what works, what it cost and how the server wants to be asked. The calls belong to no job; what is found out is kept for jobs.") { name, file, url };
        settings.AddTo(command);
        prices.AddTo(command);
        command.Add(database);
        command.Add(format);
        command.SetAction(async (parsed, interrupt) =>
        {
            var (_, asked) = TeacherChoice.Of(
                parsed.GetValue(file),
                (parsed.GetRequiredValue(name), parsed.GetValue(url), settings.Of(parsed), prices.Of(parsed)),
                () => "");
            using var store = Databases.Open(terminal, parsed.GetRequiredValue(database));
            var options = asked.Prices.In(asked.Settings.In(new TeacherOptions
            {
                Clients = ProviderClients.All,
                Url = asked.Url is { } address ? TeacherUrl.Parse(address) : null,
                Environment = terminal.Environment,
                Time = terminal.Clock,
                RequestProfiles = store,
                Notice = terminal.Error.WriteLine,
            }));
            var result = await TeacherCheck.RunAsync(asked.Teacher, options, interrupt);
            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                terminal.Out.WriteLine(ReportJson.Of(TeacherCheckDocument.Of(result, terminal.Words)));
            }
            else
            {
                TeacherCheckText.Write(terminal.Out, result, terminal.Words);
            }

            return result.Works ? ExitCode.Done : ExitCode.TeacherUnavailable;
        });
        return command;
    }
}
