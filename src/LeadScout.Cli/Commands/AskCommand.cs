using System.CommandLine;
using LeadScout.Application.AnswerLog;
using LeadScout.Application.Embeddings;
using LeadScout.Application.Jobs;
using LeadScout.Application.Reports;
using LeadScout.Classifiers;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Asking;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Hints;
using LeadScout.Llm;
using LeadScout.Streaming;
using LeadScout.Teaching.Limits;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout ask</c>: one text through the cascade.</summary>
internal static class AskCommand
{
    public static Command Create(Terminal terminal)
    {
        var (arguments, file, url, prices, teacherSettings, embeddings, maxCost) = (
            new TextArguments(),
            CommonOptions.TeachersFile(),
            CommonOptions.TeacherUrl(),
            new PriceOptions(),
            new TeacherSettingOptions(),
            new EmbeddingOptions(),
            CommonOptions.MaxCost());
        var command = new Command(
            "ask", "Label one text and say why. The LLM is asked only about what is not known yet, and its answer is kept.");
        arguments.AddTo(command, file, url, maxCost);
        teacherSettings.AddTo(command);
        prices.AddTo(command);
        embeddings.AddTo(command);
        command.SetAction(async (parsed, interrupt) =>
        {
            var asked = arguments.QuestionOf(parsed);
            var (_, named) = TeacherChoice.Of(
                parsed.GetValue(file),
                (parsed.GetValue(arguments.Teacher), parsed.GetValue(url), teacherSettings.Of(parsed), prices.Of(parsed)),
                () => DefaultTeacher.Choose(terminal.Environment, terminal.Say));
            var embedding = embeddings.Of(parsed);
            using var store = Databases.Open(terminal, arguments.DatabaseOf(parsed));
            var options = named.Prices.In(named.Settings.In(new TeacherOptions
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
            var classification = await Knowledge.FindAsync(asked, teacher, store, said, interrupt) is { } known
                ? known
                : await new SingleAsk(terminal, store, asked, said).AskAsync(
                    Teachers.Create(named.Teacher, options),
                    new CascadeOptions { MaxCost = parsed.GetValue(maxCost), Retry = new RetryPolicy { Patience = named.Settings.Patience } },
                    EmbedderOf(embedding, named, terminal),
                    embedding is { KeepsVectors: true },
                    interrupt);
            ClassificationText.Write(
                terminal, arguments.FormatOf(parsed), new ClassificationDocument(said, asked, teacher, classification, terminal.Words));
            return ExitCodeOf(classification.Decision.Reason);
        });
        return command;
    }

    private static IEmbedder? EmbedderOf(EmbeddingChoice? choice, NamedTeacher teacher, Terminal terminal) => Embedders.Of(
        choice,
        path => path,
        service => Embedders.OptionsOf(service, terminal.Environment, terminal.Clock, teacher.Settings, teacher.Prices.Table));

    private static int ExitCodeOf(UndecidedReason reason) => reason switch
    {
        UndecidedReason.Blank => ExitCode.BadInput,
        UndecidedReason.OutOfMoney => ExitCode.OutOfMoney,
        UndecidedReason.NotAsked => ExitCode.TeacherUnavailable,
        _ => ExitCode.Done,
    };
}
