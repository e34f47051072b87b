using System.CommandLine;
using LeadScout.Application.AnswerLog;
using LeadScout.Application.Jobs;
using LeadScout.Application.Reports;
using LeadScout.Classifiers;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Jobs.Lists;
using LeadScout.Llm;
using LeadScout.Questions;
using LeadScout.Stores;
using LeadScout.Streaming;
using LeadScout.Teaching;
using LeadScout.Teaching.Limits;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout ask</c>: one text through the cascade.</summary>
internal static class AskCommand
{
    public static Command Create(Terminal terminal)
    {
        var (arguments, file, url, prices, teacherSettings, maxCost) = (
            new TextArguments(),
            CommonOptions.TeachersFile(),
            CommonOptions.TeacherUrl(),
            new PriceOptions(),
            new TeacherSettingOptions(),
            CommonOptions.MaxCost());
        var command = new Command(
            "ask", "Label one text and say why. The teacher is asked only about what is not known yet, and its answer is kept.");
        arguments.AddTo(command, file, url, maxCost);
        teacherSettings.AddTo(command);
        prices.AddTo(command);
        command.SetAction(async (parsed, interrupt) =>
        {
            var asked = arguments.QuestionOf(parsed);
            var (_, named) = TeacherChoice.Of(
                parsed.GetValue(file),
                (parsed.GetValue(arguments.Teacher), parsed.GetValue(url), teacherSettings.Of(parsed), prices.Of(parsed)),
                () => DefaultTeacher.Choose(terminal.Environment, terminal.Say));
            var settings = named.Settings;
            using var store = Databases.Open(terminal, arguments.DatabaseOf(parsed));
            var options = named.Prices.In(settings.In(new TeacherOptions
            {
                Clients = ProviderClients.All,
                Url = named.Url is { } address ? TeacherUrl.Parse(address) : null,
                Environment = terminal.Environment,
                Time = terminal.Clock,
                RequestProfiles = store,
                Notice = terminal.Error.WriteLine,
            }));
            var teacher = Teachers.ProfileOf(named.Teacher, options).Name;
            Databases.SayWhatIsMissing(store, terminal.Error.WriteLine);
            await Retention.ApplyAsync(store, null, terminal.Clock, terminal.Say, interrupt);
            await store.NameQuestionAsync(asked.Version, asked.Name, interrupt);
            var said = arguments.TextOf(parsed);
            var classification = await Knowledge.FindAsync(asked, teacher, store, said, interrupt)
                ?? await ClassifyAsync(said, asked, Teachers.Create(named.Teacher, options), store, new CascadeOptions { MaxCost = parsed.GetValue(maxCost), Retry = new RetryPolicy { Patience = settings.Patience } }, terminal.Clock, interrupt);
            ClassificationText.Write(
                terminal, arguments.FormatOf(parsed), new ClassificationDocument(said, asked, teacher, classification, CommandWords.Of));
            return ExitCodeOf(classification.Decision.Reason);
        });
        return command;
    }

    private static async Task<Classification> ClassifyAsync(
        string text, Question question, ITeacher teacher, IDatabase store, CascadeOptions options, TimeProvider clock,
        CancellationToken interrupt)
    {
        var cascade = await Cascade.OpenAsync(question, teacher, store, options, clock, interrupt);
        var classification = await cascade.ClassifyAsync(text, interrupt);
        return classification with { Why = cascade.WhyOf(text, classification) };
    }

    private static int ExitCodeOf(UndecidedReason reason) => reason switch
    {
        UndecidedReason.Blank => ExitCode.BadInput,
        UndecidedReason.OutOfMoney => ExitCode.OutOfMoney,
        UndecidedReason.NotAsked => ExitCode.TeacherUnavailable,
        _ => ExitCode.Done,
    };
}
