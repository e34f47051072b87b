using System.CommandLine;
using LeadScout.Application.AnswerLog;
using LeadScout.Application.Jobs;
using LeadScout.Application.Reports;
using LeadScout.Cascades;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Files.QuestionFiles;
using LeadScout.Jobs;
using LeadScout.Llm;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout ask</c>: one text through the cascade.</summary>
internal static class AskCommand
{
    public static Command Create(Terminal terminal)
    {
        var text = new Argument<string>("text") { Description = "The text, as it would stand in a list" };
        var (question, teacher, url, prices) = (CommonOptions.Question(), CommonOptions.Teacher(), CommonOptions.TeacherUrl(), new PriceOptions());
        var (maxCost, database, format) = (CommonOptions.MaxCost(), CommonOptions.Database(), CommonOptions.Format());
        var command = new Command("ask", "Label one text and say why. The teacher is asked only about what is not known yet, and its answer is kept.")
        {
            text, question, teacher, url, maxCost, database, format,
        };
        prices.AddTo(command);
        command.SetAction(async (parsed, interrupt) =>
        {
            var asked = BuiltInQuestions.Resolve(parsed.GetRequiredValue(question)).Question;
            var whom = Teachers.Create(parsed.GetValue(teacher) ?? DefaultTeacher.Choose(terminal.Environment, terminal.Error.WriteLine), prices.Of(parsed).In(new TeacherOptions
            {
                Url = parsed.GetValue(url) is { } address ? TeacherUrl.Parse(address) : null,
                Environment = terminal.Environment,
                Time = terminal.Clock,
                Notice = terminal.Error.WriteLine,
            }));
            using var store = Databases.Open(terminal, parsed.GetRequiredValue(database));
            Databases.SayWhatIsMissing(store, terminal.Error.WriteLine);
            await Retention.ApplyAsync(store, null, terminal.Clock, terminal.Error.WriteLine, interrupt);
            await store.NameQuestionAsync(asked.Version, asked.Name, interrupt);
            var cascade = await Cascade.OpenAsync(asked, whom, store, store, new CascadeOptions { MaxCost = parsed.GetValue(maxCost) }, terminal.Clock, interrupt);
            var said = parsed.GetRequiredValue(text);
            var classification = await cascade.ClassifyAsync(said, interrupt);
            ClassificationText.Write(terminal, parsed.GetValue(format), new ClassificationDocument(said, asked, whom.Name, classification));
            return ExitCodeOf(classification.Decision.Reason);
        });
        return command;
    }

    private static int ExitCodeOf(UndecidedReason reason) => reason switch
    {
        UndecidedReason.Blank => ExitCode.BadInput,
        UndecidedReason.OutOfMoney => ExitCode.OutOfMoney,
        UndecidedReason.NotAsked => ExitCode.TeacherUnavailable,
        _ => ExitCode.Done,
    };
}
